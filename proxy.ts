import { randomBytes } from "node:crypto";
import { NextResponse, type NextRequest } from "next/server";
import { contentSecurityPolicy } from "./lib/auth/content-security-policy";
import { sessionCookieName } from "./lib/auth/cookies";
import { nonceHeader, requestPathHeader } from "./lib/auth/request-headers";
import { processServices } from "./lib/context";
import { env } from "./lib/env";
import { listFileOrigins } from "./lib/features/library/service/file-origins";
import { listMediaOrigins } from "./lib/features/storage/service/media-origins";

/**
 * Headers of pages, and nothing that guards: session and role are checked in every page, route and action. Answers of
 * the API and static files get theirs in next.config.js.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  if (request.headers.has("upgrade")) return new NextResponse(null, { status: 426 });
  const nonce = randomBytes(16).toString("base64");
  const policy = contentSecurityPolicy({
    nonce,
    // Buckets are nobody's business who is not signed in; signing in leaves by a full load, which gets them.
    mediaOrigins: request.cookies.has(sessionCookieName) ? await mediaOrigins() : [],
    isDevelopment: env().isDevelopment,
  });
  const headers = new Headers(request.headers);
  headers.delete("x-middleware-subrequest");
  headers.set(nonceHeader, nonce);
  headers.set(requestPathHeader, request.nextUrl.pathname + request.nextUrl.search);
  headers.set("Content-Security-Policy", policy); // Next reads the nonce for its own scripts from here.
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  return response;
}

export const config = { matcher: ["/((?!api/|_next/static/|favicon\\.svg$).*)"] };

const keptForMs = 5_000;
let known: { origins: string[]; atMs: number } | undefined;

/** Read from the database at most every five seconds: a new profile's bucket is known by the time anything plays. */
async function mediaOrigins(): Promise<string[]> {
  const nowMs = performance.now();
  if (known && nowMs - known.atMs < keptForMs) return known.origins;
  try {
    const services = processServices();
    const [buckets, files] = await Promise.all([listMediaOrigins(services), listFileOrigins(services)]);
    known = { origins: [...new Set([...buckets, ...files])], atMs: nowMs };
  } catch {
    // Without the database pages say so themselves; they need no bucket for that.
    known = { origins: known?.origins ?? [], atMs: nowMs };
  }
  return known.origins;
}
