import { authorize } from "@/lib/auth/ability";
import { guardedGet } from "@/lib/auth/route-guard";
import { createContext, processServices } from "@/lib/context";
import { TallyError } from "@/lib/errors";
import { listBucketFilesInput } from "@/lib/features/library/schema";
import { listBucketFiles } from "@/lib/features/library/service/bucket-files";

/** Recordings of a stream in a bucket: `?projectId=…&profileId=…&entryPoint=…&streamName=…`. */
export const GET = guardedGet(async ({ request, ...caller }) => {
  const parsed = listBucketFilesInput.safeParse(Object.fromEntries(request.nextUrl.searchParams));
  if (!parsed.success) throw new TallyError("INVALID", "The bucket cannot be asked for in that way.");
  const ctx = createContext(processServices(), caller);
  const grant = await authorize(ctx.db, ctx.actor, "library.read", parsed.data.projectId);
  return Response.json(await listBucketFiles({ ctx, grant, input: parsed.data }));
});
