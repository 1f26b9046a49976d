import type { FileHandle } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { ByteRange } from "./range";
import type { S3Error } from "./s3-error";
import { s3Error } from "./s3-error";
import { renderErrorXml, renderXml, type XmlElements } from "./xml";

/** Response headers; an undefined value leaves the header out. */
export type ReplyHeaders = Readonly<Record<string, string | undefined>>;

/** The one answer to one request. */
export class Reply {
  bytesOut = 0;
  readonly #response: ServerResponse;
  readonly #isHead: boolean;

  constructor(response: ServerResponse, isHead: boolean) {
    this.#response = response;
    this.#isHead = isHead;
  }

  get isStarted(): boolean {
    return this.#response.headersSent;
  }

  /** Sets headers ahead of the answer, which may add to them. */
  setHeaders(headers: ReplyHeaders): void {
    for (const [name, value] of Object.entries(headers)) {
      if (value !== undefined) this.#response.setHeader(name, headerValue(value));
    }
  }

  xml(root: string, content: XmlElements | string): void {
    this.#document(200, renderXml(root, content));
  }

  empty(status: number, headers: ReplyHeaders = {}): void {
    this.setHeaders(headers);
    this.#response.writeHead(status).end();
  }

  error(error: S3Error, more: { Resource: string; RequestId: string }): void {
    this.setHeaders(error.headers);
    this.#document(
      error.status,
      renderErrorXml({ Code: error.code, Message: error.message, ...error.details, ...more, HostId: "sandbox" }),
    );
  }

  /** Sends a body, or a range of it, as fast as the client takes it; closes the file. */
  async body(status: number, headers: ReplyHeaders, handle: FileHandle, range: ByteRange): Promise<void> {
    try {
      const length = range.last - range.first + 1;
      this.setHeaders({ ...headers, "Content-Length": String(length) });
      this.#response.writeHead(status);
      if (this.#isHead || length === 0) {
        this.#response.end();
        return;
      }
      const stream = handle.createReadStream({ start: range.first, end: range.last, autoClose: false });
      stream.on("data", (chunk) => (this.bytesOut += chunk.length));
      await pipeline(stream, this.#response);
    } finally {
      await handle.close();
    }
  }

  #document(status: number, xml: string): void {
    const body = Buffer.from(xml, "utf8");
    this.setHeaders({ "Content-Type": "application/xml", "Content-Length": String(body.length) });
    this.#response.writeHead(status);
    this.#response.end(this.#isHead ? undefined : body);
  }
}

/** Text above ASCII travels as its UTF-8 bytes, which Node writes when they stand as Latin-1 characters. */
function headerValue(value: string): string {
  // oxlint-disable-next-line no-control-regex -- these are what a header may not hold
  if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value)) {
    throw s3Error("InvalidArgument", "A response header would hold a control character.");
  }
  return Buffer.from(value, "utf8").toString("latin1");
}
