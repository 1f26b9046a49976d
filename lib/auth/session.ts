import "server-only";
import { and, eq, gt, isNull, lt, type SQL } from "drizzle-orm";
import type { UserActor } from "@/lib/db/actor";
import type { Database } from "@/lib/db/client";
import { memberships, sessions, users } from "@/lib/db/schema";
import { isWriteRefused } from "@/lib/db/write-refusal";
import { hashSessionToken } from "@/lib/db/session-token";
import { sessionIdleMs } from "@/lib/features/accounts/constants";
import type { Viewer } from "@/lib/features/accounts/types";

/** How exact `lastSeenAt` is: it is not written with every request. */
const touchEveryMs = 60_000;

/**
 * Who a session token stands for now; null when it has ended, was revoked, idled or its account is disabled. Reads the
 * row every time, so that ending a session counts with the next request. Every request keeps a session awake, also those
 * an open page sends by itself: a watched screen is in use.
 */
export async function findLiveSession(db: Database, token: string, now: Date): Promise<UserActor | null> {
  const found = await readLive(db, eq(sessions.tokenHash, hashSessionToken(token)), now);
  if (!found) return null;
  const staleBefore = new Date(now.getTime() - touchEveryMs);
  if (found.lastSeenAt < staleBefore) {
    await db
      .update(sessions)
      .set({ lastSeenAt: now })
      .where(and(eq(sessions.id, found.actor.sessionId), lt(sessions.lastSeenAt, staleBefore)))
      .catch((error: unknown) => {
        // A database that takes no writes must not keep anybody from stopping a recording.
        if (!isWriteRefused(error)) throw error;
      });
  }
  return found.actor;
}

/** Who a session that began earlier stands for now, null when it has ended. Looking does not keep it awake. */
export async function recheckSession(db: Database, sessionId: string, now: Date): Promise<UserActor | null> {
  return (await readLive(db, eq(sessions.id, sessionId), now))?.actor ?? null;
}

async function readLive(db: Database, which: SQL, now: Date): Promise<{ actor: UserActor; lastSeenAt: Date } | null> {
  const idleSince = new Date(now.getTime() - sessionIdleMs);
  const [row] = await db
    .select({
      sessionId: sessions.id,
      lastSeenAt: sessions.lastSeenAt,
      userId: users.id,
      name: users.name,
      installationRole: users.installationRole,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(which, gt(sessions.expiresAt, now), gt(sessions.lastSeenAt, idleSince), isNull(users.disabledAt)));
  if (!row) return null;
  const { lastSeenAt, ...who } = row;
  return { actor: { kind: "user", ...who }, lastSeenAt };
}

/** What the shell shows of the signed-in person, with the role in each project. */
export async function readViewer(db: Database, actor: UserActor): Promise<Viewer | null> {
  const [user] = await db.select().from(users).where(eq(users.id, actor.userId));
  if (!user) return null;
  const roles = await db
    .select({ projectId: memberships.projectId, role: memberships.role })
    .from(memberships)
    .where(eq(memberships.userId, actor.userId));
  return {
    userId: user.id,
    name: user.name,
    email: user.email,
    isInstallationAdmin: user.installationRole === "admin",
    mustChangePassword: user.mustChangePassword,
    rolesByProject: Object.fromEntries(roles.map(({ projectId, role }) => [projectId, role])),
  };
}
