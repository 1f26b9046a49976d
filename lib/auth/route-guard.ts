import "server-only";
import type { NextRequest } from "next/server";
import { ulid } from "ulid";
import type { UserActor } from "@/lib/db/actor";
import { env } from "@/lib/env";
import { TallyError, type ErrorCode } from "@/lib/errors";
import { createLogger, type Logger } from "@/lib/logger";
import { getActor } from "./actor";
import { clientAddress } from "./request-headers";

export type GuardedRequest<Params> = {
  request: NextRequest;
  params: Params;
  actor: UserActor;
  requestId: string;
  clientAddress: string | null;
};

const statuses: Record<ErrorCode, number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  INVALID: 400,
  RATE_LIMITED: 429,
  UPSTREAM: 502,
  UNAVAILABLE: 503,
  INTERNAL: 500,
};

type Handler<Params> = (guarded: GuardedRequest<Params>) => Promise<Response>;
type Route<Params> = (request: NextRequest, context: { params: Promise<Params> }) => Promise<Response>;

/** @param readActor who sends this request, from a live session row */
export function createRouteGuard(readActor: () => Promise<UserActor | null>, logger: Logger) {
  return function guard<Params = Record<string, never>>(handle: Handler<Params>): Route<Params> {
    return async (request, context) => {
      const requestId = ulid();
      try {
        const actor = await readActor();
        if (!actor) throw new TallyError("UNAUTHENTICATED", "The session has ended. Sign in again.");
        const params = await context.params;
        const address = clientAddress(request.headers);
        const response = await handle({ request, params, actor, requestId, clientAddress: address });
        if (!response.headers.has("Cache-Control")) response.headers.set("Cache-Control", "no-store");
        return response;
      } catch (error) {
        return errorResponse(error, requestId, logger);
      }
    };
  };
}

/**
 * A GET route that answers only with a live session. Its answers are never stored by a cache unless it says so itself,
 * and what it throws becomes JSON: `{ code, message, requestId }`. The role is the handler's to check: `authorize`.
 */
export const guardedGet = createRouteGuard(getActor, createLogger("api", env().logLevel));

/** What an unforeseen error says stays in the log. */
function errorResponse(error: unknown, requestId: string, logger: Logger): Response {
  const isForeseen = error instanceof TallyError && error.code !== "INTERNAL";
  if (!isForeseen) logger.error({ err: error, requestId }, "a route failed");
  const code = isForeseen ? error.code : "INTERNAL";
  const message = isForeseen ? error.message : "Something went wrong on our side.";
  return Response.json(
    { code, message, requestId },
    { status: statuses[code], headers: { "Cache-Control": "no-store" } },
  );
}
