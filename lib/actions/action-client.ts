import "server-only";
import { createSafeActionClient } from "next-safe-action";
import { headers } from "next/headers";
import { ulid } from "ulid";
import { z } from "zod";
import { authorize, type Action, type Authorized, type AuthorizedInProject } from "@/lib/auth/ability";
import { getActor } from "@/lib/auth/actor";
import { auditRefusal } from "@/lib/auth/audit-refusal";
import { clientAddress } from "@/lib/auth/request-headers";
import { originFault } from "@/lib/auth/same-origin";
import { createContext, processServices, type Actor, type Context, type Services } from "@/lib/context";
import { env } from "@/lib/env";
import { TallyError } from "@/lib/errors";
import { createLogger, type Logger } from "@/lib/logger";
import type { ActionFailure, ActionResult } from "./action-error";
import { TokenBuckets } from "./token-bucket";

/** What the chain takes from its surroundings; a test hands in its own. */
export type ActionParts = {
  services(): Services;
  /** The headers of this request and who sends it, from a live session row. */
  readRequest(): Promise<{ headers: Headers; actor: Actor | null }>;
  publicUrl(): string;
  logger(): Logger;
};

/** A grant for the project the input names, or for none. */
type GrantFor<A extends Action, Input> = Input extends { projectId: string } ? AuthorizedInProject<A> : Authorized<A>;

export type ActionRun<A extends Action, Input, Data> = (request: {
  ctx: Context;
  grant: GrantFor<A, Input>;
  input: Input;
}) => Promise<Data>;

/**
 * The one chain every server action is built on: own origin, live session, rate, strict schema, role in the project of
 * the input, then the verb, which writes its audit row with its change. A refusal by role is audited here. Nothing is
 * thrown to the browser but Next's own navigation.
 */
export function createActionFactory(parts: ActionParts) {
  const perUser = new TokenBuckets({ capacity: 40, perSecond: 4 });
  const perSession = new TokenBuckets({ capacity: 20, perSecond: 2 });

  const client = createSafeActionClient({
    defineMetadataSchema: () => z.strictObject({ action: z.string() }),
    handleServerError: (error, { ctx, metadata }): ActionFailure =>
      failureOf(error, requestIdOf(ctx), metadata.action, parts.logger()),
  })
    .use(({ next }) => next({ ctx: { requestId: ulid() } }))
    .use(async ({ ctx, next }) => {
      const request = await parts.readRequest();
      const fault = originFault(request.headers, parts.publicUrl());
      if (fault !== null) throw new TallyError("FORBIDDEN", "This request does not come from the console's own pages.");
      const { actor } = request;
      if (actor?.kind !== "user") throw new TallyError("UNAUTHENTICATED", "The session has ended. Sign in again.");
      const services = parts.services();
      const nowMs = services.clock.monotonicMs();
      const waitMs = Math.max(perUser.take(actor.userId, nowMs), perSession.take(actor.sessionId, nowMs));
      if (waitMs > 0) {
        throw new TallyError("RATE_LIMITED", "Too many changes at once. Wait a moment.", { retryAfterMs: waitMs });
      }
      const caller = { actor, requestId: ctx.requestId, clientAddress: clientAddress(request.headers) };
      return next({ ctx: { context: createContext(services, caller) } });
    });

  /**
   * @param name what the role must include; also names the action in logs and refusals
   * @param schema strict; the same the form uses. Its `projectId`, if any, is where the role is looked up: without one
   *   the action concerns the installation or one's own account.
   */
  return function buildAction<A extends Action, Input, Output, Data>(
    name: A,
    schema: z.ZodType<Output, Input>,
    run: ActionRun<A, Output, Data>,
  ): (input: Input) => Promise<ActionResult<Data>> {
    const safe = client
      .metadata({ action: name })
      .inputSchema(schema, {
        handleValidationErrorsShape: async (tree, { ctx }) => invalidInput(tree, requestIdOf(ctx)),
      })
      .action(async ({ parsedInput, ctx: { context } }) => {
        const grant = await granted(context, name, projectIdOf(parsedInput));
        // The grant is for the project of this very input, which is what GrantFor says; TypeScript cannot follow it.
        return run({ ctx: context, grant: grant as GrantFor<A, Output>, input: parsedInput });
      });
    return async (input) => {
      const result = await safe(input);
      if (result.serverError) return { ok: false, error: result.serverError };
      if (result.validationErrors) return { ok: false, error: result.validationErrors };
      return { ok: true, data: result.data as Data }; // Without an error the verb has returned, also where that is nothing.
    };
  };
}

/** Builds a server action of the running console. */
export const action = createActionFactory({
  services: processServices,
  readRequest: async () => ({ headers: await headers(), actor: await getActor() }),
  publicUrl: () => env().publicUrl,
  logger: () => createLogger("action", env().logLevel),
});

async function granted<A extends Action>(ctx: Context, name: A, projectId: string | null): Promise<Authorized<A>> {
  try {
    return await authorize(ctx.db, ctx.actor, name, projectId);
  } catch (error) {
    if (error instanceof TallyError) {
      const { db, actor, requestId, clientAddress: address } = ctx;
      const refusal = { actor, action: name, projectId, code: error.code, requestId, clientAddress: address };
      await auditRefusal(db, refusal);
    }
    throw error;
  }
}

/** Read from the parsed input: the id that is checked must be the one the verb uses. */
function projectIdOf(input: unknown): string | null {
  const id = typeof input === "object" && input !== null && "projectId" in input ? input.projectId : undefined;
  return typeof id === "string" ? id : null;
}

function failureOf(error: Error, requestId: string, name: string, logger: Logger): ActionFailure {
  if (error instanceof TallyError && error.code !== "INTERNAL") {
    logger.info({ action: name, code: error.code, requestId }, "action refused");
    const { code, message, fields, retryable, retryAfterMs } = error;
    return { code, message, fields: { ...fields }, retryable, retryAfterMs, requestId };
  }
  logger.error({ action: name, err: error, requestId }, "action failed");
  const message = "Something went wrong on our side. Nothing more is known about whether the change was made.";
  return { code: "INTERNAL", message, fields: {}, retryable: false, retryAfterMs: null, requestId };
}

function invalidInput(tree: unknown, requestId: string): ActionFailure {
  const fields = fieldSentences(tree);
  const message = fields[""] ?? "Some of what was entered cannot be used.";
  return { code: "INVALID", message, fields, retryable: false, retryAfterMs: null, requestId };
}

/** next-safe-action's tree of `_errors` as one sentence for each dotted path; the input's own is under "". */
function fieldSentences(tree: unknown, path = ""): Record<string, string> {
  if (typeof tree !== "object" || tree === null) return {};
  const found: Record<string, string> = {};
  for (const [key, value] of Object.entries(tree)) {
    if (key !== "_errors") Object.assign(found, fieldSentences(value, path === "" ? key : `${path}.${key}`));
    else if (Array.isArray(value) && typeof value[0] === "string") found[path] = value[0];
  }
  return found;
}

/** The first link of the chain sets it; without it not even the action's name was right. */
function requestIdOf(ctx: object): string {
  return "requestId" in ctx && typeof ctx.requestId === "string" ? ctx.requestId : "none";
}
