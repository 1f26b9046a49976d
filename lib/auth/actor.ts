import "server-only";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { UserActor } from "@/lib/db/actor";
import { processConnection } from "@/lib/db/process";
import { sessionCookieName } from "./cookies";
import { requestPathHeader } from "./request-headers";
import { findLiveSession } from "./session";
import { readSessionToken } from "./session-cookie";

/** Who sends this request, from the session row; null without a live session. Read once per request. */
export const getActor = cache(async (): Promise<UserActor | null> => {
  const token = await readSessionToken((await cookies()).get(sessionCookieName)?.value);
  return token === null ? null : findLiveSession(processConnection().db, token, new Date());
});

/** For pages and layouts: without a live session the browser goes to sign-in and comes back afterwards. */
export async function requirePageActor(): Promise<UserActor> {
  const actor = await getActor();
  if (actor) return actor;
  const path = (await headers()).get(requestPathHeader) ?? "/";
  redirect(path === "/" ? "/sign-in" : `/sign-in?callbackUrl=${encodeURIComponent(path)}`);
}
