import { randomInt } from "node:crypto";
import { AccessTokenError, readAccessToken } from "@/lib/agora/access-token";
import { createRecorderToken, RecorderTokenError } from "@/lib/agora/recorder-token";
import { Secret } from "@/lib/agora/secret";
import { TallyError } from "@/lib/errors";
import { recorderUidRange } from "../constants";
import type { StartRecordingInput } from "../schema";

/** As whom the recorder joins, and with which token. */
export type RecorderIdentity = { recorderUid: string; token: Secret | null; expiresAt: Date | null };

/**
 * Chooses the recorder's uid, and makes its token or checks the pasted one. A token that is bound to a uid decides it;
 * otherwise it is drawn from the top of the range, away from the people in the channel (reliability §2).
 * @throws TallyError INVALID with the field of the token that cannot be used
 */
export function identifyRecorder(options: {
  input: StartRecordingInput;
  appId: string;
  appCertificate: string | null;
  now: Date;
}): RecorderIdentity {
  const { input, appId, appCertificate, now } = options;
  const drawn = String(randomInt(recorderUidRange.min, recorderUidRange.max + 1));
  // A web page's recorder joins no channel: its uid only tells recordings of one label apart (contract §1.6).
  if (input.mode === "web") return { recorderUid: drawn, token: null, expiresAt: null };
  const { token, channelName } = input;
  switch (token.kind) {
    case "none":
      if (appCertificate !== null) {
        throw invalid("token.kind", "This project has an App Certificate, so the recorder needs a token.");
      }
      return { recorderUid: drawn, token: null, expiresAt: null };
    case "issued":
      if (appCertificate === null) {
        throw invalid("token.kind", "This project has no App Certificate to make a token with. Paste one instead.");
      }
      return { recorderUid: drawn, ...issue(appId, appCertificate, channelName, drawn, token.hours) };
    case "pasted":
      return checkPasted({ value: token.value, typedExpiry: token.expiresAt, appId, channelName, drawn, now });
  }
}

/** What a recorder's token was when its recording was ordered. */
export type OrderedToken =
  | { kind: "none" }
  | { kind: "issued"; lifetimeMs: number }
  | { kind: "pasted"; value: string; expiresAt: Date | null };

/**
 * As whom another recorder of the same recording joins, under a uid of its own; null where that cannot be: a pasted
 * token may be for one uid alone, or have ended.
 */
export function identifyBackup(options: {
  token: OrderedToken;
  channelName: string;
  appId: string;
  appCertificate: string | null;
  now: Date;
}): RecorderIdentity | null {
  const { token, channelName, appId, appCertificate, now } = options;
  const drawn = String(randomInt(recorderUidRange.min, recorderUidRange.max + 1));
  if (token.kind === "none") return { recorderUid: drawn, token: null, expiresAt: null };
  try {
    if (token.kind === "issued") {
      const hours = token.lifetimeMs / 3_600_000;
      return appCertificate === null
        ? null
        : { recorderUid: drawn, ...issue(appId, appCertificate, channelName, drawn, hours) };
    }
    const typedExpiry = token.expiresAt === null ? undefined : Math.floor(token.expiresAt.getTime() / 1000);
    const found = checkPasted({ value: token.value, typedExpiry, appId, channelName, drawn, now });
    return found.recorderUid === drawn ? found : null;
  } catch (error) {
    if (error instanceof TallyError) return null;
    throw error;
  }
}

function issue(appId: string, appCertificate: string, channelName: string, recorderUid: string, hours: number) {
  try {
    return createRecorderToken({
      appId,
      appCertificate: new Secret(appCertificate),
      channelName,
      recorderUid,
      lifetimeSeconds: Math.round(hours * 3600),
    });
  } catch (error) {
    if (error instanceof RecorderTokenError) throw invalid("token.kind", error.message);
    throw error;
  }
}

function checkPasted(pasted: {
  value: string;
  typedExpiry: number | undefined;
  appId: string;
  channelName: string;
  drawn: string;
  now: Date;
}): RecorderIdentity {
  const { value, typedExpiry, appId, channelName, drawn, now } = pasted;
  const token = new Secret(value);
  const typed = typedExpiry === undefined ? null : new Date(typedExpiry * 1000);
  if (value.startsWith("006")) return checkExpiry({ recorderUid: drawn, token, expiresAt: typed }, now);
  try {
    const details = readAccessToken(value);
    if (details.appId.toLowerCase() !== appId.toLowerCase()) {
      throw invalid("token.value", "This token is for another App ID.");
    }
    if (details.channelName !== null && details.channelName !== channelName && details.channelName !== "") {
      throw invalid("token.value", `This token is for the channel "${details.channelName}".`);
    }
    return checkExpiry({ recorderUid: details.uid ?? drawn, token, expiresAt: details.expiresAt }, now);
  } catch (error) {
    if (error instanceof AccessTokenError) throw invalid("token.value", error.message);
    throw error;
  }
}

function checkExpiry(identity: RecorderIdentity, now: Date): RecorderIdentity {
  if (identity.expiresAt !== null && identity.expiresAt <= now) {
    throw invalid("token.value", "This token has expired.");
  }
  return identity;
}

function invalid(field: string, sentence: string): TallyError {
  return new TallyError("INVALID", sentence, { fields: { [field]: sentence } });
}
