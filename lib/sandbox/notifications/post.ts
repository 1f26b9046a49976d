import { randomBytes } from "node:crypto";
import { products, signatureHeaders, signNotification } from "@/lib/agora/notifications";
import type { Delivery, SignatureKind } from "./deliveries";

/** How long a receiver has to answer (contract §5.1). Real milliseconds: it is a real receiver. */
const patienceMs = 10_000;

/** What the console's check reports in place of a status (contract §5.1). */
export const failures = { timeout: 590, unreachable: 591, certificate: 592 } as const;

/** What became of one try: the receiver's status or one of `failures`, and why it does not count; null when it does. */
export type Receipt = { status: number; complaint: string | null };

/** Posts a notification once. `nowMs` becomes its `notifyMs`, unless it has one of its own. Never throws. */
export async function postNotification(
  { envelope: { payload, ...head }, url, signature, notifyMs }: Omit<Delivery, "id">,
  { secret, nowMs, closing }: { secret: string; nowMs: number; closing: AbortSignal },
): Promise<Receipt> {
  const body = wireText({ ...head, notifyMs: notifyMs ?? nowMs, payload });
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": contentTypeOf(head.productId), ...sign(body, secret, signature) },
      body,
      redirect: "manual",
      signal: AbortSignal.any([AbortSignal.timeout(patienceMs), closing]),
    });
    const answer = await response.text();
    if (response.status !== 200) return { status: response.status, complaint: `status ${response.status}` };
    return { status: 200, complaint: isJson(answer) ? null : "the answer is not JSON" };
  } catch (error) {
    return receiptOf(error);
  }
}

/** As the pages of each product have it (contract §5.1, FLS contract §5). */
function contentTypeOf(productId: number): string {
  return productId === products.liveStreaming ? "application/json;charset=utf-8" : "application/json";
}

/** `clientSeq` is kept as digits, because a number here would lose its last ones (channel contract §4.4). */
function wireText(body: { productId: number; payload: Record<string, unknown>; notifyMs: number }): string {
  const text = JSON.stringify(body);
  const { clientSeq } = body.payload;
  const isKept = body.productId === products.rtc && typeof clientSeq === "string" && /^[1-9]\d*$/.test(clientSeq);
  return isKept ? text.replace(`"clientSeq":"${clientSeq}"`, `"clientSeq":${clientSeq}`) : text;
}

function sign(body: string, secret: string, kind: SignatureKind): Record<string, string> {
  if (kind === "forged") return signNotification(body, randomBytes(16).toString("hex"));
  const headers = signNotification(body, secret);
  return kind === "good" ? headers : { [signatureHeaders.v1]: headers[signatureHeaders.v1] ?? "" };
}

function receiptOf(error: unknown): Receipt {
  if (error instanceof Error && error.name === "TimeoutError") {
    return { status: failures.timeout, complaint: "no answer within 10 s" };
  }
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return /CERT|ISSUER|SIGNATURE/.test(code)
    ? { status: failures.certificate, complaint: "certificate not accepted" }
    : { status: failures.unreachable, complaint: "no connection" };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
