import { createHash, createHmac } from "node:crypto";
import type { TestSandbox } from "../../test-sandbox";

/** For tests: what is signed, and how. Everything has a good default. */
export type Signing = {
  method: string;
  target: string;
  body?: string;
  host?: string;
  date?: string;
  username?: string;
  secret?: string;
  algorithm?: string;
  names?: string;
  version?: string;
};

/** For tests: the headers of a signed request, written down from FLS contract §1.2 and not from the product's client. */
export function signed(box: TestSandbox, signing: Signing) {
  const { customerId, customerSecret, baseUrl } = box.sandbox;
  const {
    method,
    target,
    body = "",
    host = new URL(baseUrl).host,
    date = new Date().toUTCString(),
    username = customerId,
    secret = customerSecret,
    algorithm = "hmac-sha256",
    names = "host date request-line digest",
    version = "1.1",
  } = signing;
  const digest = `SHA-256=${createHash("sha256").update(body).digest("base64")}`;
  const text = `host: ${host}\ndate: ${date}\n${method} ${target} HTTP/${version}\ndigest: ${digest}`;
  const signature = createHmac("sha256", secret).update(text).digest("base64");
  const authorization = `hmac username="${username}", algorithm="${algorithm}", headers="${names}", signature="${signature}"`;
  return { date, digest, authorization };
}
