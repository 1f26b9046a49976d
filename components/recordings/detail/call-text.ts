import type { RecordingCall } from "@/lib/features/recordings/types";

/**
 * A call as a cURL line. Its secrets were replaced before it was stored; the account and the host, which each
 * installation has its own, are shell variables.
 */
export function toCurl({ request }: Pick<RecordingCall, "request">): string {
  const { method, path, body } = request;
  const parts = [
    `curl -X ${typeof method === "string" ? method : "POST"} "$AGORA_HOST"${quote(typeof path === "string" ? path : "/")}`,
    '-u "$AGORA_CUSTOMER_ID:$AGORA_CUSTOMER_SECRET"',
    ...(body === null || body === undefined
      ? []
      : ["-H 'Content-Type: application/json'", `-d ${quote(JSON.stringify(body))}`]),
  ];
  return parts.join(" \\\n  ");
}

/** What was sent and what came of it, as JSON. */
export function toJson({
  operation,
  request,
  sentAt,
  outcome,
  httpStatus,
  code,
  reason,
  requestId,
}: RecordingCall): string {
  const answer = { outcome, httpStatus, code, reason, requestId };
  return JSON.stringify({ operation, sentAt, request, answer }, null, 2);
}

/** How long an answer took, in milliseconds; null without one. */
export function latencyMs({ sentAt, finishedAt }: Pick<RecordingCall, "sentAt" | "finishedAt">): number | null {
  return finishedAt === null ? null : Math.max(0, Date.parse(finishedAt) - Date.parse(sentAt));
}

/** What came of a call, in words. */
export function outcomeWords(
  call: Pick<RecordingCall, "outcome" | "httpStatus" | "code" | "sentAt" | "finishedAt">,
): string {
  const took = latencyMs(call);
  const time = took === null ? "" : ` in ${took} ms`;
  const code = call.code === null ? "" : `, code ${call.code}`;
  if (call.outcome === null) return "no answer yet";
  if (call.outcome === "unknown") return `the answer was lost${took === null ? "" : ` after ${took} ms`}`;
  const status = call.httpStatus === null ? "" : ` ${call.httpStatus}${code}`;
  return call.outcome === "ok" ? `answered${status}${time}` : `refused${status}${time}`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
