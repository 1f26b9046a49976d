import { z } from "zod";
import { authorize } from "@/lib/auth/ability";
import { guardedGet } from "@/lib/auth/route-guard";
import { createContext, processServices } from "@/lib/context";
import { TallyError } from "@/lib/errors";
import { channelName } from "@/lib/features/recordings/schema";
import { listLiveInChannel } from "@/lib/features/recordings/service/list-recordings";

const query = z.strictObject({ projectId: z.string().min(1), channel: channelName });

/** Recordings that run in one channel now: `?projectId=…&channel=…`. */
export const GET = guardedGet(async ({ request, ...caller }) => {
  const parsed = query.safeParse(Object.fromEntries(request.nextUrl.searchParams));
  if (!parsed.success) throw new TallyError("INVALID", "No channel has this name.");
  const ctx = createContext(processServices(), caller);
  const grant = await authorize(ctx.db, ctx.actor, "recording.read", parsed.data.projectId);
  return Response.json(await listLiveInChannel({ ctx, grant, channelName: parsed.data.channel }));
});
