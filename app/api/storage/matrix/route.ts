import { z } from "zod";
import { authorize } from "@/lib/auth/ability";
import { guardedGet } from "@/lib/auth/route-guard";
import { createContext, processServices } from "@/lib/context";
import { TallyError } from "@/lib/errors";
import { readMatrix } from "@/lib/features/storage/service/cells/read-matrix";

const projectId = z.string().min(1).max(64);

/** `?projectId=&areas=all`: entry points by areas, as Agora answers now. */
export const GET = guardedGet(async ({ request, ...caller }) => {
  const { searchParams } = request.nextUrl;
  const asked = projectId.safeParse(searchParams.get("projectId"));
  if (!asked.success) throw new TallyError("INVALID", "Name the project.");
  const ctx = createContext(processServices(), caller);
  const grant = await authorize(ctx.db, ctx.actor, "storage.read", asked.data);
  return Response.json(await readMatrix({ ctx, grant, allAreas: searchParams.get("areas") === "all" }));
});
