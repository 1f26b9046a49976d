import type { StartRecordingInput, StoredStart } from "../schema";

/** A secret of a start: stored sealed, under a name of the attempt's own. */
export type StartSecret = { name: "encryptionSecret" | "encryptionSalt" | "pushTo"; value: string };

/** The push address that an update wants: the one of the start stays what it was, for a start that is sent again. */
export const wantedPushName = "wantedPushTo";

/** The table whose rows own the secrets of a start. */
export const secretOwner = "attempts";
/** The recorder's token among them. */
export const tokenName = "recorderToken";

/** The secrets of a start besides the token, which another attempt of the same recording needs too. */
export const startSecretNames = ["encryptionSecret", "encryptionSalt", "pushTo", wantedPushName] as const;

/** The start input as it may be stored and shown: without the secrets, of which only the kind is told. */
export function toStoredStart(input: StartRecordingInput): StoredStart {
  if (input.mode === "web") {
    const { pushTo, ...rest } = input;
    return pushTo === undefined ? rest : { ...rest, pushTo: { host: hostOf(pushTo) } };
  }
  const { encryption, ...rest } = input;
  const shown = {
    token: { kind: input.token.kind },
    ...(encryption === undefined ? {} : { encryption: { mode: encryption.mode } }),
  };
  // Each mode by itself, so that the compiler sees that the mode stays with its fields.
  return rest.mode === "composite" ? { ...rest, ...shown } : { ...rest, ...shown };
}

/** The secrets of a start besides the recorder's token, which has a life of its own. */
export function secretsOf(input: StartRecordingInput): StartSecret[] {
  if (input.mode === "web") return input.pushTo === undefined ? [] : [{ name: "pushTo", value: input.pushTo }];
  const { encryption } = input;
  if (encryption === undefined) return [];
  const { secret, salt } = encryption;
  return [
    { name: "encryptionSecret", value: secret },
    ...(salt ? [{ name: "encryptionSalt" as const, value: salt }] : []),
  ];
}

/** The part of a push address that is no secret: its path holds the stream key. */
export function hostOf(pushTo: string): string {
  return new URL(pushTo).host;
}
