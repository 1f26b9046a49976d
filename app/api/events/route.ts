import { projectsAllowing } from "@/lib/auth/ability";
import { guardedGet } from "@/lib/auth/route-guard";
import { recheckSession } from "@/lib/auth/session";
import { processServices } from "@/lib/context";
import { TallyError } from "@/lib/errors";
import { openChangeStream } from "@/lib/features/live-updates/service/open-change-stream";

/** Compressed or gathered by a proxy, events would come late. */
const headers = {
  "Content-Type": "text/event-stream; charset=utf-8",
  "Cache-Control": "no-store, no-transform",
  "X-Accel-Buffering": "no",
};

/** What changes in the projects one may read, as server-sent events, until the session ends. */
export const GET = guardedGet(async ({ request, actor }) => {
  const { db, clock } = processServices();
  // Whoever may read recordings may read the rest that is told of too (`projectPermissions`).
  const readAccess = async () => {
    const now = await recheckSession(db, actor.sessionId, clock.now());
    return now && new Set(await projectsAllowing(db, now, "recording.read"));
  };
  const projectIds = await readAccess();
  if (projectIds === null) throw new TallyError("UNAUTHENTICATED", "The session has ended. Sign in again.");
  // Next answers HEAD with this too, and would never let go of the body.
  if (request.method === "HEAD") return new Response(null, { headers });
  return new Response(openChangeStream({ signal: request.signal, readAccess, projectIds }), { headers });
});
