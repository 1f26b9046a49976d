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

/**
 * The request as shell lines around cURL: secrets replaced, the credentials as shell variables. By `hmac` the lines sign
 * it when they are run, so that what is filled in for a secret is signed too (FLS contract §1.2).
 */
export function toCurl(request: AgoraRequest, host: string, auth: "basic" | "hmac" = "basic"): string {
  const { method, path, body } = request.redacted();
  const url = new URL(path, host);
  const content = request.hasBody ? JSON.stringify(body) : "";
  const target = `-X ${method} ${quote(url.href)}`;
  const type = "-H 'Content-Type: application/json'";
  if (auth === "basic") {
    const data = request.hasBody ? [type, `-d ${quote(content)}`] : [];
    return [`curl ${target}`, '-u "$AGORA_CUSTOMER_ID:$AGORA_CUSTOMER_SECRET"', ...data].join(" \\\n  ");
  }
  const line = `${method} ${url.pathname}${url.search} HTTP/1.1`;
  const fields = [
    'username=\\"$AGORA_CUSTOMER_ID\\"',
    'algorithm=\\"hmac-sha256\\"',
    'headers=\\"host date request-line digest\\"',
    'signature=\\"$signature\\"',
  ];
  return [
    `body=${quote(content)}`,
    `date="$(LC_ALL=C date -u '+%a, %d %b %Y %H:%M:%S GMT')"`,
    'digest="SHA-256=$(printf %s "$body" | openssl dgst -sha256 -binary | base64)"',
    `signature="$(printf 'host: %s\\ndate: %s\\n%s\\ndigest: %s' ${quote(url.host)} "$date" ${quote(line)} "$digest" | openssl dgst -sha256 -hmac "$AGORA_CUSTOMER_SECRET" -binary | base64)"`,
    [
      `curl --http1.1 ${target}`,
      '-H "Date: $date" -H "Digest: $digest"',
      `-H "Authorization: hmac ${fields.join(", ")}"`,
      ...(request.hasBody ? [type, '-d "$body"'] : []),
    ].join(" \\\n  "),
  ].join("\n");
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
