import { z } from "zod";

/**
 * Agora's answers, read leniently: unknown keys are dropped, numbers and booleans may be strings, both spellings of a
 * file's name and of `payload` are taken (contract §0.2 C5-C8, §2.10, §2.13). Strict only where a wrong reading would
 * lose a recording: the ids.
 */
const looseText = z.union([z.string(), z.number().transform(String)]);

const looseNumber = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .transform(Number),
]);

const looseBoolean = z.union([z.boolean(), z.enum(["true", "false"]).transform((word) => word === "true")]);

/** Times before 2001 in milliseconds are seconds (C5); 0 and less stand for "not yet". */
export const looseTime = looseNumber.transform((value) => {
  if (value <= 0) return null;
  return new Date(value < 1e12 ? value * 1000 : value);
});

const optional = <S extends z.ZodType>(schema: S) => schema.nullish().catch(null);

/** The ids that answers echo. Older answers leave some out. */
const envelope = {
  cname: looseText.nullish(),
  uid: looseText.nullish(),
  resourceId: z.string().nullish(),
  sid: z.string().nullish(),
};

export const acquireResponse = z.object({ ...envelope, resourceId: z.string().min(1) });

export const startResponse = z.object({ ...envelope, sid: z.string().min(1) });

/** Answer of update and updateLayout. */
export const acknowledgement = z.object(envelope);

const file = z
  .object({
    fileName: z.string().optional(),
    filename: z.string().optional(),
    trackType: optional(z.string()),
    uid: optional(looseText),
    mixedAllUser: optional(looseBoolean),
    isPlayable: optional(looseBoolean),
    sliceStartTime: optional(looseTime),
  })
  .transform(({ fileName, filename, ...rest }) => ({ ...rest, fileName: fileName ?? filename ?? "" }));

/** The names of files as query, stop and the notifications give them: one name, or a list; none before the first slice. */
export const fileList = z.union([
  z.string().transform((name) => (name === "" ? [] : [file.parse({ fileName: name })])),
  z.array(file).transform((files) => files.filter(({ fileName }) => fileName !== "")),
]);

const extensionService = z
  .object({ serviceName: z.string(), payload: z.unknown(), playload: z.unknown() })
  .transform(({ serviceName, payload, playload }) => ({
    serviceName,
    payload: servicePayload.safeParse(payload ?? playload).data ?? {},
  }));

const servicePayload = z.object({
  state: optional(z.string()),
  onhold: optional(looseBoolean),
  fileList: optional(fileList),
  uploadingStatus: optional(z.string()),
  outputs: optional(z.array(z.object({ status: optional(z.string()) }))),
});

const serverResponse = z.object({
  fileListMode: optional(z.string()),
  fileList: optional(fileList),
  sliceStartTime: optional(looseTime),
  uploadingStatus: optional(z.string()),
  extensionServiceState: optional(
    z.union([z.array(extensionService), extensionService.transform((service) => [service])]),
  ),
});

export const queryResponse = z.object({
  ...envelope,
  serverResponse: serverResponse.extend({ status: looseNumber }),
});

export const stopResponse = z.object({ ...envelope, serverResponse: optional(serverResponse) });

export type WireFile = z.output<typeof file>;
export type ServerResponse = z.output<typeof serverResponse>;
