import type { IncomingMessage } from "node:http";
import type { HttpBindings } from "@hono/node-server";
import { JsonError, parseJson } from "@/lib/agora/json";
import { Refusal, refuse } from "./call";

/** Larger bodies are refused unread: the largest documented one is a hundredth of it. */
const maxBodyBytes = 1024 * 1024;

/** The bytes of a body. @throws Refusal 413 for a large one */
export async function readBytes(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Leaving the loop early must not destroy the connection: the refusal still has to go out over it.
  for await (const chunk of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) {
      incoming.resume();
      throw new Refusal(413, { message: "Request size limit exceeded" });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The text of a body. @throws Refusal 413 for a large one */
export async function readText(incoming: HttpBindings["incoming"]): Promise<string> {
  return (await readBytes(incoming)).toString("utf8");
}

/** Whether a request says that its body is JSON. */
export function isDeclaredJson(incoming: HttpBindings["incoming"]): boolean {
  return /^application\/json\s*(;|$)/i.test(incoming.headers["content-type"] ?? "");
}

/**
 * The JSON body of a POST.
 * @throws Refusal 413 for a large one; code 8 for another content type or a text that is not JSON (contract §6.3).
 */
export async function readBody(incoming: HttpBindings["incoming"], legacyCodeStatus = 400): Promise<unknown> {
  const text = await readText(incoming);
  if (!isDeclaredJson(incoming)) {
    throw refuse(legacyCodeStatus, 8, "invalid Content-Type header, application/json is expected!");
  }
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonError) throw refuse(legacyCodeStatus, 8, "the request body is not valid JSON!");
    throw error;
  }
}
