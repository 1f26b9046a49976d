import agoraToken from "agora-token";
import { longestTokenSeconds } from "./access-token";
import { isChannelName, isUid } from "./cloud-recording/schemas";
import { Secret } from "./secret";

/** Why a token cannot be made, as a sentence. */
export class RecorderTokenError extends Error {
  override readonly name = "RecorderTokenError";
}

/**
 * Makes the channel token with which the recorder joins, as somebody who only listens and watches. It cannot be
 * renewed while recording, so its life must exceed the recording's (contract §1.5).
 *
 * @param input.lifetimeSeconds counted from now; more than 24 hours is cut to 24, because Agora takes no longer token
 * @throws RecorderTokenError when App ID, certificate, channel, uid or lifetime cannot make a token
 */
export function createRecorderToken(input: {
  appId: string;
  appCertificate: Secret;
  channelName: string;
  recorderUid: string;
  lifetimeSeconds: number;
}): { token: Secret; expiresAt: Date } {
  const { appId, appCertificate, channelName, recorderUid, lifetimeSeconds } = input;
  if (!isKey(appId)) throw new RecorderTokenError("The App ID must be 32 hexadecimal characters.");
  if (!isKey(appCertificate.reveal())) {
    throw new RecorderTokenError("The App Certificate must be 32 hexadecimal characters.");
  }
  if (!isChannelName(channelName)) throw new RecorderTokenError("The channel name is not valid.");
  if (!isUid(recorderUid)) throw new RecorderTokenError("The recorder's uid must be 1 to 4294967295.");
  if (!Number.isInteger(lifetimeSeconds) || lifetimeSeconds < 1) {
    throw new RecorderTokenError("The token's life must be a whole number of seconds.");
  }
  // The module is CommonJS in a form whose names Node cannot see, hence the default import.
  const { RtcTokenBuilder, RtcRole } = agoraToken;
  const issuedSecond = Math.floor(Date.now() / 1000);
  const seconds = Math.min(lifetimeSeconds, longestTokenSeconds);
  const token = RtcTokenBuilder.buildTokenWithUid(
    appId,
    appCertificate.reveal(),
    channelName,
    Number(recorderUid),
    RtcRole.SUBSCRIBER,
    seconds,
    seconds,
  );
  if (token === "") throw new RecorderTokenError("The token could not be made from this App ID and certificate.");
  return { token: new Secret(token), expiresAt: new Date((issuedSecond + seconds) * 1000) };
}

function isKey(text: string): boolean {
  return /^[0-9a-fA-F]{32}$/.test(text);
}
