import type { z } from "zod";
import {
  formatRfc3339,
  requestIssues,
  type FlsOperationName,
  type operations,
} from "@/lib/agora/live-streaming/schemas";
import type { Area } from "../../fls/settings";
import type { World } from "../../world";
import { Refusal } from "../call";

/** A live streaming call that the gateway let through: what stands in its path, query and body, checked. */
export type FlsCall<N extends FlsOperationName = FlsOperationName> = {
  /** Empty where the path has none. */
  domain: string;
  entryPoint: string;
  area: Area;
  stream: string;
  query: Parsed<N, "query">;
  /** What follows the question mark, unchecked. */
  asked: Readonly<Record<string, string>>;
  body: Parsed<N, "body">;
};

type Parsed<N extends FlsOperationName, P extends "query" | "body"> = (typeof operations)[N] extends {
  [K in P]: infer S extends z.ZodType;
}
  ? z.output<S>
  : undefined;

/** What a call comes to: nothing for the many that answer with an empty body (FLS contract §0.2). */
export type FlsResult = Record<string, unknown> | null;

export type FlsHandlers = {
  [N in FlsOperationName]: (world: World, call: FlsCall<N>) => FlsResult | Promise<FlsResult>;
};

/** 400 with a sentence; no page gives the bodies of errors (FLS contract §1.5). */
export function badRequest(message: string): Refusal {
  return new Refusal(400, { message });
}

export function notFound(message: string): Refusal {
  return new Refusal(404, { message });
}

/**
 * `what` names the value itself: that is what is wrong when no field of it is.
 * @throws Refusal 400 naming the first field that is wrong
 */
export function parsed<S extends z.ZodType>(schema: S, value: unknown, what: string): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = requestIssues(result.error);
  throw badRequest(`${issue?.path || what} ${issue?.message ?? "is invalid"}`);
}

/** An instant as answers write it. */
export function timeOf(ms: number): string {
  return formatRfc3339(new Date(ms));
}
