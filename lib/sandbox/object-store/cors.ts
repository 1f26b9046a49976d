import type { IncomingHttpHeaders } from "node:http";
import { z } from "zod";
import { s3Error } from "./s3-error";

/** One rule of a bucket's CORS configuration; `*` inside an origin or header stands for any text. */
export const corsRuleSchema = z.strictObject({
  allowedOrigins: z.array(z.string()).min(1),
  allowedMethods: z.array(z.enum(["GET", "HEAD", "PUT", "POST", "DELETE"])).min(1),
  allowedHeaders: z.array(z.string()),
  exposeHeaders: z.array(z.string()),
  maxAgeSeconds: z.int().min(0),
});
export type CorsRule = z.infer<typeof corsRuleSchema>;

/** What a new bucket allows: playback from any page, with seeking. Nothing that changes an object. */
export const playbackCors: readonly CorsRule[] = [
  {
    allowedOrigins: ["*"],
    allowedMethods: ["GET", "HEAD"],
    allowedHeaders: ["*"],
    exposeHeaders: ["ETag", "Content-Range", "Content-Length", "Accept-Ranges", "x-amz-request-id"],
    maxAgeSeconds: 3600,
  },
];

const vary = "Origin, Access-Control-Request-Headers, Access-Control-Request-Method";

/** Headers for the answer to an ordinary request: none without an Origin or without a matching rule. */
export function corsHeaders(
  rules: readonly CorsRule[],
  method: string,
  origin: string | undefined,
): Record<string, string> {
  if (origin === undefined) return {};
  const rule = rules.find((one) => allows(one, method, origin, []));
  if (!rule) return { Vary: vary };
  return { ...allowOrigin(rule, origin), ...exposed(rule), Vary: vary };
}

/**
 * Headers for the answer to a preflight.
 * @throws S3Error InvalidRequest for a request that is no preflight, AccessForbidden when no rule matches.
 */
export function preflightHeaders(rules: readonly CorsRule[], headers: IncomingHttpHeaders): Record<string, string> {
  const origin = headers.origin;
  const method = headers["access-control-request-method"];
  if (!origin || !method) {
    throw s3Error("InvalidRequest", "A preflight needs Origin and Access-Control-Request-Method.");
  }
  const wanted = (headers["access-control-request-headers"] ?? "")
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "");
  const rule = rules.find((one) => allows(one, method, origin, wanted));
  if (!rule) throw s3Error("AccessForbidden", undefined, { headers: { Vary: vary } });
  return {
    ...allowOrigin(rule, origin),
    ...exposed(rule),
    "Access-Control-Allow-Methods": rule.allowedMethods.join(", "),
    ...(wanted.length > 0 ? { "Access-Control-Allow-Headers": wanted.join(", ") } : {}),
    "Access-Control-Max-Age": String(rule.maxAgeSeconds),
    Vary: vary,
  };
}

function allows(rule: CorsRule, method: string, origin: string, headers: readonly string[]): boolean {
  return (
    rule.allowedMethods.some((one) => one === method) &&
    rule.allowedOrigins.some((pattern) => matches(pattern, origin)) &&
    headers.every((name) => rule.allowedHeaders.some((pattern) => matches(pattern.toLowerCase(), name)))
  );
}

function matches(pattern: string, text: string): boolean {
  const [head = "", ...rest] = pattern.split("*");
  const tail = rest.join("*");
  if (rest.length === 0) return pattern === text;
  return text.length >= head.length + tail.length && text.startsWith(head) && text.endsWith(tail);
}

function allowOrigin(rule: CorsRule, origin: string): Record<string, string> {
  return { "Access-Control-Allow-Origin": rule.allowedOrigins.includes("*") ? "*" : origin };
}

function exposed(rule: CorsRule): Record<string, string> {
  return rule.exposeHeaders.length > 0 ? { "Access-Control-Expose-Headers": rule.exposeHeaders.join(", ") } : {};
}
