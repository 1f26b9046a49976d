import "server-only";
import type { AuthOptions } from "next-auth";
import credentialsProvider from "next-auth/providers/credentials";
import { TallyError } from "@/lib/errors";
import { sessionLifetimeMs } from "@/lib/features/accounts/constants";
import { signInInput, type SignInInput } from "@/lib/features/accounts/schema";
import { cookies } from "./cookies";
import { cookieSecret } from "./session-cookie";
import { signInErrors } from "./sign-in-errors";

/** What sign-in needs of the rest of the product; the verbs are handed in, because this layer does not know them. */
export type AuthVerbs = {
  /** @throws TallyError UNAUTHENTICATED, RATE_LIMITED or UNAVAILABLE */
  signIn(input: SignInInput): Promise<{ token: string; userId: string }>;
  signOut(token: string): Promise<void>;
  /** The name behind a live session; null when it has ended. */
  nameOf(token: string): Promise<string | null>;
  warn(code: string): void;
};

/**
 * next-auth with one way in: e-mail and password. Its JWT holds the opaque session token (`sid`) and nothing about the
 * person, so whoever reads it must look at the session row, and ending that row ends the session.
 */
export function authOptions(verbs: AuthVerbs): AuthOptions {
  const lifetimeSeconds = sessionLifetimeMs / 1000;
  return {
    secret: cookieSecret(),
    session: { strategy: "jwt", maxAge: lifetimeSeconds },
    jwt: { maxAge: lifetimeSeconds },
    useSecureCookies: true,
    cookies,
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    providers: [
      credentialsProvider({
        credentials: { email: {}, password: {} },
        async authorize(typed) {
          const parsed = signInInput.safeParse({ email: typed?.email, password: typed?.password });
          if (!parsed.success) throw new Error(signInErrors.refused);
          try {
            const { token, userId } = await verbs.signIn(parsed.data);
            return { id: userId, sid: token };
          } catch (error) {
            // next-auth shows an error's message to the browser: our codes only.
            throw new Error(signInError(error, verbs), { cause: error });
          }
        },
      }),
    ],
    callbacks: {
      async jwt({ token, user }) {
        const sid = user && "sid" in user ? user.sid : token.sid;
        if (typeof sid !== "string") throw new Error("no session");
        return { sid };
      },
      /** `GET /api/auth/session`: a name while the session lives; next-auth clears the cookie when this throws. */
      async session({ session, token }) {
        const name = typeof token.sid === "string" ? await verbs.nameOf(token.sid) : null;
        if (name === null) throw new Error("ended");
        return { expires: session.expires, user: { name } };
      },
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.sid === "string") await verbs.signOut(token.sid);
      },
    },
    logger: {
      error: (code) => verbs.warn(code),
      warn: (code) => verbs.warn(code),
      debug: () => undefined,
    },
  };
}

/** What the browser may know: see `signInErrors`. */
function signInError(error: unknown, verbs: AuthVerbs): string {
  if (error instanceof TallyError && error.code === "UNAUTHENTICATED") return signInErrors.refused;
  if (error instanceof TallyError && error.code === "RATE_LIMITED")
    return `${signInErrors.wait}${error.retryAfterMs ?? ""}`;
  verbs.warn("SIGN_IN_FAILED");
  return signInErrors.unavailable;
}
