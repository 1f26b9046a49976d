import { z } from "zod";
import { checksumAlgorithms } from "../checksums";

/** What an object carries besides its bytes. `headers` come back as they were sent, names in lower case. */
export const attributesSchema = z.object({
  headers: z.record(z.string(), z.string()),
  /** User metadata without the `x-amz-meta-` in front. */
  metadata: z.record(z.string(), z.string()),
  tags: z.array(z.object({ key: z.string(), value: z.string() })),
  encryption: z.object({ algorithm: z.string(), keyId: z.string().optional() }).optional(),
  checksum: z.object({ algorithm: z.enum(checksumAlgorithms), value: z.string() }).optional(),
});

export type Attributes = z.infer<typeof attributesSchema>;

export const noAttributes: Attributes = { headers: {}, metadata: {}, tags: [] };
