import "server-only";
import type { Context } from "../../../context";
import { TallyError } from "../../../errors";
import type { AuthorizedInProject } from "../../accounts/types";
import { findProjectOfLayout, selectLayouts } from "../data";
import type { SavedLayout } from "../types";

type Reading = { ctx: Pick<Context, "db">; grant: AuthorizedInProject<"layout.read"> };

/** The saved layouts of a project, by name. */
export async function listLayouts({ ctx, grant }: Reading): Promise<SavedLayout[]> {
  return selectLayouts(ctx.db, grant.projectId);
}

/** One saved layout. @throws TallyError NOT_FOUND */
export async function getLayout({ ctx, grant, layoutId }: Reading & { layoutId: string }): Promise<SavedLayout> {
  const [layout] = await selectLayouts(ctx.db, grant.projectId, layoutId);
  if (!layout) throw new TallyError("NOT_FOUND", "There is no such layout.");
  return layout;
}

/**
 * Which project a layout belongs to. Whoever asks must still be authorised in that project.
 * @throws TallyError NOT_FOUND
 */
export async function projectOfLayout(ctx: Pick<Context, "db">, layoutId: string): Promise<string> {
  const projectId = await findProjectOfLayout(ctx.db, layoutId);
  if (projectId === null) throw new TallyError("NOT_FOUND", "There is no such layout.");
  return projectId;
}
