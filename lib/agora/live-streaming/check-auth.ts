import { AgoraRefused } from "../errors";
import type { CallOptions, Connection } from "../exchange";
import { flsDialect, type FlsAuth } from "./dialect";
import { isUnknownRoute } from "./meaning";
import { createLiveStreaming } from "./resource";

/** Whether one way of saying who asks works: yes, no, or not to be told from the answer. */
export type AuthVerdict = "accepted" | "refused" | "unknown";
export type FlsAuthCheck = Readonly<Record<FlsAuth, AuthVerdict>>;

/**
 * Asks a harmless question in both ways, because no page says whether live streaming takes Basic too (FLS contract §1.3).
 * @throws the signal's reason while waiting for room under the rate limit
 */
export async function checkFlsAuth(connection: Connection, options?: CallOptions): Promise<FlsAuthCheck> {
  const { credentials, appId } = connection;
  const verdictOf = async (auth: FlsAuth): Promise<AuthVerdict> => {
    const dialect = flsDialect(credentials, appId, auth);
    const liveStreaming = createLiveStreaming({ ...connection, dialect }, Date.now);
    return liveStreaming.listEntryPoints(options).then(
      () => "accepted" as const,
      (error: unknown) => verdictFrom(error, options?.signal),
    );
  };
  const [hmac, basic] = await Promise.all([verdictOf("hmac"), verdictOf("basic")]);
  return { hmac, basic };
}

/** A refusal of the service's own, such as an App ID without live streaming, comes after the check of who asks. */
function verdictFrom(error: unknown, signal: AbortSignal | undefined): AuthVerdict {
  if (signal?.aborted) throw error;
  if (!(error instanceof AgoraRefused) || error.httpStatus === null) return "unknown";
  if (error.isUnauthorized) return "refused";
  if (error.isRateLimited || error.httpStatus >= 500 || isUnknownRoute(error.reason)) return "unknown";
  return error.httpStatus === 400 || error.httpStatus === 404 ? "accepted" : "unknown";
}
