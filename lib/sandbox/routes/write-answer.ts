import type { ServerResponse } from "node:http";
import { finished } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { OperationFault } from "../faults";
import type { Answer } from "./call";

/** What the caller got, for the journal; null when a fault kept the answer back. */
export type Sent = { status: number; body: unknown } | null;

const jsonType = "application/json; charset=utf-8";

/**
 * Sends an answer whole, or as a fault spoils it, and resolves when the connection is done with it.
 *
 * `settle` is called once, before the last byte leaves: a caller who has the answer finds everything done that belongs
 * to the call, such as its entry in the journal.
 */
export async function writeAnswer(
  outgoing: ServerResponse,
  answer: Answer,
  spoiled: OperationFault["answer"] | null,
  closing: AbortSignal,
  settle: (sent: Sent) => void,
): Promise<void> {
  const body = Buffer.from(answer.body === null ? "" : JSON.stringify(answer.body));
  const sent = { status: answer.status, body: answer.body };
  switch (spoiled?.kind) {
    case undefined:
      return send(outgoing, jsonType, body, sent, settle);
    case "json": {
      const { status, body: other } = spoiled;
      return send(outgoing, jsonType, Buffer.from(JSON.stringify(other)), { status, body: other }, settle);
    }
    case "html": {
      const { status } = spoiled;
      const page = `<html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>`;
      return send(outgoing, "text/html", Buffer.from(page), { status, body: page }, settle);
    }
    case "delay":
      await sleep(spoiled.delayMs, undefined, { signal: closing }).catch(() => undefined);
      return send(outgoing, jsonType, body, sent, settle);
    case "truncate":
      begin(outgoing, answer.status, body);
      outgoing.flushHeaders();
      settle(null);
      outgoing.write(body.subarray(0, spoiled.atByte), () => outgoing.socket?.destroySoon());
      return undefined;
    case "trickle": {
      const isWhole = await trickle(outgoing, answer.status, body, spoiled.bytesPerSecond, closing);
      settle(isWhole ? sent : null);
      outgoing.end(body.subarray(-1));
      return gone(outgoing);
    }
    case "reset":
      settle(null);
      outgoing.socket?.resetAndDestroy();
      return undefined;
    case "hang":
      await gone(outgoing, closing);
      return settle(null);
  }
}

async function send(
  outgoing: ServerResponse,
  type: string,
  bytes: Buffer,
  sent: NonNullable<Sent>,
  settle: (sent: Sent) => void,
): Promise<void> {
  settle(sent);
  outgoing.writeHead(sent.status, { "Content-Type": type, "Content-Length": bytes.length });
  outgoing.end(bytes);
  await gone(outgoing);
}

/** Sends all bytes but the last, slowly. Returns whether the caller stayed. */
async function trickle(
  outgoing: ServerResponse,
  status: number,
  body: Buffer,
  bytesPerSecond: number,
  closing: AbortSignal,
): Promise<boolean> {
  begin(outgoing, status, body);
  for (const byte of body.subarray(0, -1)) {
    outgoing.write(Uint8Array.of(byte));
    await sleep(1000 / bytesPerSecond, undefined, { signal: closing }).catch(() => undefined);
    if (outgoing.destroyed || closing.aborted) return false;
  }
  return true;
}

function begin(outgoing: ServerResponse, status: number, body: Buffer): void {
  outgoing.writeHead(status, { "Content-Type": jsonType, "Content-Length": body.length });
}

/** Waits until the answer has been handed over, the caller has gone away, or the sandbox closes. */
async function gone(outgoing: ServerResponse, signal?: AbortSignal): Promise<void> {
  await finished(outgoing, signal ? { signal } : {}).catch(() => undefined);
}
