import type { CookiesOptions } from "next-auth";

/** `__Host-`: set by this very host over a secure connection (this machine counts as one), for all its paths. */
export const sessionCookieName = "__Host-tally-session";

const options = { httpOnly: true, sameSite: "lax", path: "/", secure: true } as const;

export const cookies: Partial<CookiesOptions> = {
  sessionToken: { name: sessionCookieName, options },
  csrfToken: { name: "__Host-tally-csrf", options },
  callbackUrl: { name: "__Host-tally-callback", options },
};
