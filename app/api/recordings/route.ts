import { authorize } from "@/lib/auth/ability";
import { guardedGet } from "@/lib/auth/route-guard";
import { createContext, processServices } from "@/lib/context";
import { TallyError } from "@/lib/errors";
import { listRecordingsInput } from "@/lib/features/recordings/schema";
import { listRecordings } from "@/lib/features/recordings/service/list-recordings";

/** A page of a project's recordings: `?projectId=…&status=…&channel=…&cursor=…`. */
export const GET = guardedGet(async ({ request, ...caller }) => {
  const parsed = listRecordingsInput.safeParse(Object.fromEntries(request.nextUrl.searchParams));
  if (!parsed.success) throw new TallyError("INVALID", "This list cannot be asked for in that way.");
  const ctx = createContext(processServices(), caller);
  const grant = await authorize(ctx.db, ctx.actor, "recording.read", parsed.data.projectId);
  return Response.json(await listRecordings({ ctx, grant, input: parsed.data }));
});
