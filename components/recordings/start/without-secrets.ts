import type { StartRecordingInput } from "@/lib/features/recordings/schema";

/** 32 bytes that say nothing, in base64. */
const noSalt = `${"A".repeat(43)}=`;

/** The same start with words in place of its secrets, which a preview does not need: they stay in the form. */
export function withoutSecrets(input: StartRecordingInput): StartRecordingInput {
  if (input.mode === "web")
    return input.pushTo === undefined ? input : { ...input, pushTo: "rtmp://replaced/replaced" };
  const { token, encryption } = input;
  const hidden = {
    token: token.kind === "pasted" ? { ...token, value: "replaced" } : token,
    ...(encryption && { encryption: { ...encryption, secret: "replaced", ...(encryption.salt && { salt: noSalt }) } }),
  };
  return { ...input, ...hidden };
}

/** A start of which only the request's own fields are looked at: what is entered elsewhere may still be missing. */
export function forWriting(input: StartRecordingInput): StartRecordingInput {
  const { channelName, storageProfileId } = input;
  const shown = withoutSecrets(input);
  const named = { ...shown, channelName: channelName || "channel", storageProfileId: storageProfileId || "profile" };
  if (named.mode === "web") return named;
  const { encryption } = named;
  return {
    ...named,
    token: { kind: "none" },
    ...(encryption && {
      encryption: { ...encryption, secret: "replaced", ...(encryption.mode >= 7 && { salt: noSalt }) },
    }),
  };
}
