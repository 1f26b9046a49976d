import type { ServerResponse } from "node:http";
import { finished } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { OperationFault } from "../faults";
import type { Answer } from "./call";

/** What was sent, for the journal; null when a fault kept the answer back. */
export type Sent = { status: number; body: unknown } | null;

/** Sends an answer whole, or as a fault spoils it, and resolves when the connection is done with it. */
export async function writeAnswer(
  outgoing: ServerResponse,
  answer: Answer,
  spoiled: OperationFault["answer"] | null,
  closing: AbortSignal,
): Promise<Sent> {
  const body = Buffer.from(JSON.stringify(answer.body));
  switch (spoiled?.kind) {
    case undefined:
      return send(outgoing, answer.status, "application/json; charset=utf-8", body, answer.body);
    case "json": {
      const text = Buffer.from(JSON.stringify(spoiled.body));
      return send(outgoing, spoiled.status, "application/json; charset=utf-8", text, spoiled.body);
    }
    case "html": {
      const text = `<html><head><title>${spoiled.status}</title></head><body><h1>${spoiled.status}</h1></body></html>`;
      return send(outgoing, spoiled.status, "text/html", Buffer.from(text), text);
    }
    case "delay":
      await sleep(spoiled.delayMs, undefined, { signal: closing }).catch(() => undefined);
      return send(outgoing, answer.status, "application/json; charset=utf-8", body, answer.body);
    case "truncate":
      begin(outgoing, answer.status, body);
      outgoing.flushHeaders();
      outgoing.write(body.subarray(0, spoiled.atByte), () => outgoing.socket?.destroySoon());
      return null;
    case "trickle":
      return trickle(outgoing, answer, body, spoiled.bytesPerSecond, closing);
    case "reset":
      outgoing.socket?.resetAndDestroy();
      return null;
    case "hang":
      await gone(outgoing, closing);
      return null;
  }
}

async function send(
  outgoing: ServerResponse,
  status: number,
  type: string,
  bytes: Buffer,
  body: unknown,
): Promise<Sent> {
  outgoing.writeHead(status, { "Content-Type": type, "Content-Length": bytes.length });
  outgoing.end(bytes);
  await gone(outgoing);
  return { status, body };
}

async function trickle(
  outgoing: ServerResponse,
  answer: Answer,
  body: Buffer,
  bytesPerSecond: number,
  closing: AbortSignal,
): Promise<Sent> {
  begin(outgoing, answer.status, body);
  for (const byte of body) {
    if (outgoing.destroyed || closing.aborted) return null;
    outgoing.write(Uint8Array.of(byte));
    await sleep(1000 / bytesPerSecond, undefined, { signal: closing }).catch(() => undefined);
  }
  outgoing.end();
  await gone(outgoing);
  return { status: answer.status, body: answer.body };
}

function begin(outgoing: ServerResponse, status: number, body: Buffer): void {
  outgoing.writeHead(status, { "Content-Type": "application/json; charset=utf-8", "Content-Length": body.length });
}

/** Waits until the answer has been handed over, the caller has gone away, or the sandbox closes. */
async function gone(outgoing: ServerResponse, signal?: AbortSignal): Promise<void> {
  await finished(outgoing, signal ? { signal } : {}).catch(() => undefined);
}
