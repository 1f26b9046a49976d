import { z } from "zod";
import { startRecordingInput, type StartRecordingInput } from "../schema";

/**
 * What `recording_intents.config` holds: the start input without the token itself, which is a secret of its own.
 * Parsed when read, so that a row written by another version of the product cannot pass as something else.
 */
export const storedConfig = z.strictObject({
  ...startRecordingInput.shape,
  token: z.strictObject({ kind: z.enum(["none", "issued", "pasted"]) }),
});
export type StoredConfig = z.output<typeof storedConfig>;

/** The start input as it may be stored and shown. */
export function toStoredConfig(input: StartRecordingInput): StoredConfig {
  return { ...input, token: { kind: input.token.kind } };
}
