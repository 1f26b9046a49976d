import { z } from "zod";

/** What `.data/sandbox.json` holds: all that a program needs to use the sandbox in place of Agora. */
export const sandboxDetails = z.object({
  baseUrl: z.url(),
  appId: z.string(),
  /** Makes recorder tokens that the sandbox accepts when it is told to check them (switch `appCertificate`). */
  appCertificate: z.string(),
  customerId: z.string(),
  customerSecret: z.string(),
  objectStore: z.object({
    endpoint: z.url(),
    region: z.string(),
    bucket: z.string(),
    accessKey: z.string(),
    secretKey: z.string(),
  }),
  notificationSecrets: z.object({ rtc: z.string(), cloudRecording: z.string(), fls: z.string() }),
  controlUrl: z.url(),
});
export type SandboxDetails = z.output<typeof sandboxDetails>;
