import { createServer, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { isRecord, type Json } from "./json";

/** One request that a receiver of notifications got. */
export type Delivery = {
  method: string;
  headers: IncomingHttpHeaders;
  /** The sender's IP address. */
  from: string;
  /** The bytes as they came: the signature is over these. */
  raw: Buffer;
  envelope: Json;
  payload: Json;
  details: Json;
  atMs: number;
};

/** What to answer a delivery: a status and a text, after a while. */
export type Reply = { status: number; text: string; afterMs?: number };

/** A server for notifications that keeps all it gets, in the order it came. */
export class Receiver {
  readonly url: string;
  deliveries: Delivery[] = [];
  /** Decides the answer; takes everything unless told otherwise. */
  reply: (delivery: Delivery) => Reply = takeIt;
  readonly #close: () => void;

  private constructor(url: string, close: () => void) {
    this.url = url;
    this.#close = close;
  }

  static async start(): Promise<Receiver> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const delivery = read(request, Buffer.concat(chunks));
        receiver.deliveries.push(delivery);
        const { status, text, afterMs = 0 } = receiver.reply(delivery);
        setTimeout(() => {
          response.writeHead(status, { "content-type": "application/json" });
          response.end(text);
        }, afterMs);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const receiver = new Receiver(`http://127.0.0.1:${port}/notifications`, () => {
      server.close();
      server.closeAllConnections();
    });
    return receiver;
  }

  /** What came about one recording so far. */
  about(sid: string): Delivery[] {
    return this.deliveries.filter(({ payload }) => payload.sid === sid);
  }

  /** As new: nothing came yet, and everything is taken. */
  forget(): void {
    this.deliveries = [];
    this.reply = takeIt;
  }

  close(): void {
    this.#close();
  }
}

const takeIt = (): Reply => ({ status: 200, text: "{}" });

function read({ method = "", headers, socket }: IncomingMessage, raw: Buffer): Delivery {
  const from = socket.remoteAddress ?? "";
  let body: unknown;
  try {
    body = JSON.parse(raw.toString("utf8"));
  } catch {
    body = undefined;
  }
  const envelope = isRecord(body) ? body : {};
  const payload = isRecord(envelope.payload) ? envelope.payload : {};
  const details = isRecord(payload.details) ? payload.details : {};
  return { method, headers, from, raw, envelope, payload, details, atMs: Date.now() };
}
