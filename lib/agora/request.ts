import { redact } from "./redact";

export type AgoraMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * A request before it is sent. It can be written down first: printing or serialising it gives the redacted form, and
 * only `reveal` gives the body with its secrets.
 */
export class AgoraRequest {
  readonly operation: string;
  readonly method: AgoraMethod;
  /** Path with its query, percent-encoded, without the host. */
  readonly path: string;
  readonly #body: unknown;

  constructor(operation: string, method: AgoraMethod, path: string, body?: unknown) {
    this.operation = operation;
    this.method = method;
    this.path = path;
    this.#body = body;
  }

  get hasBody(): boolean {
    return this.#body !== undefined;
  }

  /** The body with its secrets, for the one place that sends it. */
  reveal(): unknown {
    return this.#body;
  }

  /** What may be stored and shown. */
  redacted(): { operation: string; method: AgoraMethod; path: string; body: unknown } {
    const { operation, method, path } = this;
    // Through JSON, so that what is written down is what would be sent: fields that are undefined are not there.
    const body: unknown = this.#body === undefined ? null : JSON.parse(JSON.stringify(redact(this.#body)));
    return { operation, method, path, body };
  }

  toJSON() {
    return this.redacted();
  }
}

/** The request as a cURL line to paste into a shell: secrets replaced, the credentials as shell variables. */
export function toCurl(request: AgoraRequest, host: string): string {
  const { method, path, body } = request.redacted();
  const parts = [
    `curl -X ${method} ${quote(new URL(path, host).href)}`,
    '-u "$AGORA_CUSTOMER_ID:$AGORA_CUSTOMER_SECRET"',
    ...(request.hasBody ? ["-H 'Content-Type: application/json'", `-d ${quote(JSON.stringify(body))}`] : []),
  ];
  return parts.join(" \\\n  ");
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
