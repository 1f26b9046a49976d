import "server-only";
import type { Context } from "../../../context";
import type { AuthorizedInProject } from "../../accounts/types";
import { listProfiles } from "../data";
import type { StorageProfile } from "../types";

/** The storage profiles of a project, by name, without any key. */
export async function listStorageProfiles({
  ctx,
  grant,
}: {
  ctx: Pick<Context, "db">;
  grant: AuthorizedInProject<"storage.read">;
}): Promise<StorageProfile[]> {
  return listProfiles(ctx.db, grant.projectId);
}
