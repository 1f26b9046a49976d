import NextAuth from "next-auth/next";
import type { NextRequest } from "next/server";
import { authOptions, type AuthVerbs } from "@/lib/auth/next-auth";
import { refuseAuthRequest } from "@/lib/auth/auth-gate";
import { sessionCookieName } from "@/lib/auth/cookies";
import { clientAddress } from "@/lib/auth/request-headers";
import { findLiveSession } from "@/lib/auth/session";
import { readSessionToken } from "@/lib/auth/session-cookie";
import { createContext, processServices } from "@/lib/context";
import { env } from "@/lib/env";
import { signIn } from "@/lib/features/accounts/service/sign-in";
import { signOut } from "@/lib/features/accounts/service/sign-out";
import { createLogger } from "@/lib/logger";

type RouteContext = { params: Promise<{ nextauth: string[] }> };

const logger = createLogger("sign-in", env().logLevel);

async function handle(request: NextRequest, context: RouteContext): Promise<Response> {
  const { nextauth } = await context.params;
  const refused = refuseAuthRequest(request, nextauth, env().publicUrl);
  if (refused) return refused;
  const answer: unknown = await NextAuth(request, context, authOptions(await verbsOf(request)));
  if (!(answer instanceof Response)) throw new Error("next-auth did not answer with a response");
  answer.headers.set("Cache-Control", "no-store");
  if (nextauth[0] === "signout") answer.headers.set("Clear-Site-Data", '"cache", "storage"');
  return answer;
}

async function verbsOf(request: NextRequest): Promise<AuthVerbs> {
  const services = processServices();
  const ctx = createContext(services, {
    actor: { kind: "system", id: "sign-in" },
    clientAddress: clientAddress(request.headers),
  });
  const previousToken = await readSessionToken(request.cookies.get(sessionCookieName)?.value);
  return {
    signIn: (input) => signIn({ ctx, input, previousToken, userAgent: request.headers.get("user-agent") }),
    signOut: (token) => signOut({ ctx, token }),
    nameOf: async (token) => (await findLiveSession(services.db, token, services.clock.now()))?.name ?? null,
    warn: (code) => logger.warn({ code, requestId: ctx.requestId }, "sign-in"),
  };
}

export { handle as GET, handle as POST };
