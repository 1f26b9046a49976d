import { z } from "zod";
import { looseBoolean, looseNumber, looseText, looseTime, maybe } from "../loose";

/**
 * Agora's answers, read leniently: unknown keys are dropped, numbers and booleans may be strings, both spellings of a
 * file's name and of `payload` are taken (contract §0.2 C5-C8, §2.10, §2.13). Strict only where a wrong reading would
 * lose a recording: the ids.
 */

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
    trackType: maybe(z.string()),
    uid: maybe(looseText),
    mixedAllUser: maybe(looseBoolean),
    isPlayable: maybe(looseBoolean),
    sliceStartTime: maybe(looseTime),
  })
  .transform(({ fileName, filename, ...rest }) => ({ ...rest, fileName: fileName ?? filename ?? "" }));

/** The names of files as query, stop and the notifications give them: one name, or a list; none before the first slice. */
export const fileList = z.union([
  z.string().transform((name) => (name === "" ? [] : [file.parse({ fileName: name })])),
  z.array(file).transform((files) => files.filter(({ fileName }) => fileName !== "")),
]);

const extensionService = z
  .object({ serviceName: z.string(), payload: z.unknown().optional(), playload: z.unknown().optional() })
  .transform(({ serviceName, payload, playload }) => ({
    serviceName,
    payload: servicePayload.safeParse(payload ?? playload).data ?? servicePayload.parse({}),
  }));

const servicePayload = z.object({
  state: maybe(z.string()),
  onhold: maybe(looseBoolean),
  fileList: maybe(fileList),
  uploadingStatus: maybe(z.string()),
  /** Of a push, in the answer to stop; query has it for each output. */
  status: maybe(z.string()),
  outputs: maybe(z.array(z.object({ status: maybe(z.string()) }))),
});

const serverResponse = z.object({
  fileListMode: maybe(z.string()),
  fileList: maybe(fileList),
  sliceStartTime: maybe(looseTime),
  uploadingStatus: maybe(z.string()),
  extensionServiceState: maybe(
    z.union([z.array(extensionService), extensionService.transform((service) => [service])]),
  ),
});

export const queryResponse = z.object({
  ...envelope,
  serverResponse: serverResponse.extend({ status: looseNumber }),
});

export const stopResponse = z.object({ ...envelope, serverResponse: maybe(serverResponse) });

export type WireFile = z.output<typeof file>;
export type ServerResponse = z.output<typeof serverResponse>;
