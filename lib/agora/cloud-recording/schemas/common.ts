import { z } from "zod";

export { flag, oneOf, text, whole } from "../../fields";

/** Agora's words for the recording modes, as they stand in the path (contract §2.0). */
export const wireModes = ["individual", "mix", "web"] as const;
export type WireMode = (typeof wireModes)[number];

/** The largest uid: 2^32 - 1 (contract §1.6). */
export const maxUid = 4_294_967_295;

/** Stands for every uid in a subscription list (contract §2.3). */
export const everyStream = "#allstream#";

/** Whether a text is a uid: a whole number 1..2^32-1, no sign, no leading zero (contract §1.6). */
export function isUid(text: string): boolean {
  return /^[1-9]\d{0,9}$/.test(text) && Number(text) <= maxUid;
}

const channelNameCharacters = /^[A-Za-z0-9 !#$%&()+\-:;<=.>?@[\]^_{}|~,]+$/;

/** Whether a text can name an RTC channel: 1 to 63 bytes of the documented characters (contract §1.6). */
export function isChannelName(text: string): boolean {
  return text.length < 64 && channelNameCharacters.test(text);
}

/** Whether a text can label a web page recording: 1 to 1024 bytes of UTF-8 (contract §1.6, C11). */
export function isWebLabel(text: string): boolean {
  return text.length > 0 && new TextEncoder().encode(text).length <= 1024;
}

/** Completes "cname ..." for a text that acquire does not take as a name, in which case it answers with a code of its own. */
export const notAChannelName = "is not a valid channel name";

export const uid = z
  .string("must be a string")
  .refine(isUid, 'must be a whole number from 1 to 4294967295 in quotes, such as "527841"');

export const channelName = z
  .string("must be a string")
  .refine(isChannelName, "must be 1 to 63 letters, digits, spaces or !#$%&()+-:;<=.>?@[]^_{}|~,");

export const webLabel = z.string("must be a string").refine(isWebLabel, "must be 1 to 1024 bytes long");

/** A fraction of the canvas (contract §2.4). */
export const fraction = z.number("must be a number").min(0, "must be 0 to 1").max(1, "must be 0 to 1");

/** A field that a mode forbids: absent is fine, anything else is an issue. */
export function absent(why: string) {
  return z.undefined(why).optional();
}
