import { authorize } from "@/lib/auth/ability";
import { guardedGet } from "@/lib/auth/route-guard";
import { createContext, processServices } from "@/lib/context";
import { TallyError } from "@/lib/errors";
import { listRecordingFilesInput } from "@/lib/features/library/schema";
import { listRecordingFiles } from "@/lib/features/library/service/list-recording-files";

/** Recordings of a stream: `?projectId=…&entryPoint=…&flsArea=…&streamName=…&from=…&to=…`. */
export const GET = guardedGet(async ({ request, ...caller }) => {
  const parsed = listRecordingFilesInput.safeParse(Object.fromEntries(request.nextUrl.searchParams));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new TallyError(
      "INVALID",
      issue ? `${issue.path.join(".")}: ${issue.message}.` : "The recordings cannot be asked for in that way.",
    );
  }
  const ctx = createContext(processServices(), caller);
  const grant = await authorize(ctx.db, ctx.actor, "library.read", parsed.data.projectId);
  return Response.json(await listRecordingFiles({ ctx, grant, input: parsed.data }));
});
