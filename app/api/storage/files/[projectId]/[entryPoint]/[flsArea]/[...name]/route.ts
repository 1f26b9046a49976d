import { authorize } from "@/lib/auth/ability";
import { guardedGet } from "@/lib/auth/route-guard";
import { createContext, processServices } from "@/lib/context";
import { openCellFile } from "@/lib/features/storage/service/cells/find-proof";
import { parseCell } from "../../../../../read-cell-query";

type Params = { projectId: string; entryPoint: string; flsArea: string; name: string[] };

/**
 * One file of a live stream in the cell's bucket. A playlist comes as text whose lines resolve to this very route;
 * everything else is a redirect to a freshly signed address.
 */
export const GET = guardedGet<Params>(async ({ request: _, params: { name, ...place }, ...caller }) => {
  const cell = parseCell(place);
  const ctx = createContext(processServices(), caller);
  const grant = await authorize(ctx.db, ctx.actor, "storage.read", cell.projectId);
  const file = await openCellFile({ ctx, grant, cell, fileName: name.join("/") });
  if (file.kind === "redirect") return new Response(null, { status: 302, headers: { Location: file.url } });
  return new Response(file.text, { headers: { "Content-Type": "application/vnd.apple.mpegurl" } });
});
