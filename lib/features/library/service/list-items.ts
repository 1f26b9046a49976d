import "server-only";
import type { Context } from "@/lib/context";
import type { AuthorizedInProject } from "../../accounts/types";
import { listItemRows } from "../data";
import type { LibraryItem } from "../types";

/** The newest clips and snapshots of a project or of one stream, at most 500. */
export function listItems({
  ctx,
  grant,
  input,
}: {
  ctx: Pick<Context, "db">;
  grant: AuthorizedInProject<"library.read">;
  input: { entryPoint?: string; streamName?: string };
}): Promise<LibraryItem[]> {
  return listItemRows(ctx.db, { projectId: grant.projectId, ...input });
}
