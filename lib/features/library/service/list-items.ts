import "server-only";
import type { Context } from "@/lib/context";
import type { AuthorizedInProject } from "../../accounts/types";
import { listItemRows } from "../data";
import type { LibraryItem } from "../types";
import { openFileSource } from "./playback";

/** The newest clips and snapshots of a project or of one stream, at most 500; those that were seen with their address. */
export async function listItems({
  ctx,
  grant,
  input,
}: {
  ctx: Pick<Context, "db" | "box" | "clock">;
  grant: AuthorizedInProject<"library.read">;
  input: { entryPoint?: string; streamName?: string };
}): Promise<LibraryItem[]> {
  const { projectId } = grant;
  const [items, source] = await Promise.all([
    listItemRows(ctx.db, { projectId, ...input }),
    openFileSource(ctx, projectId),
  ]);
  return items.map((item) =>
    source === null || item.path === null || item.status !== "seen"
      ? item
      : { ...item, address: source.addressOf(item.path) },
  );
}
