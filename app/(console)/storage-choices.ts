import "server-only";
import type { StorageChoice } from "@/components/recordings/start/types";
import { authorize } from "@/lib/auth/ability";
import type { Context } from "@/lib/context";
import { describeStorage } from "@/lib/features/storage/service/vendor-options";
import { listStorageProfiles } from "@/lib/features/storage/service/read-profiles";

/** The storage profiles of a project as forms offer them. */
export async function storageChoices(ctx: Context, projectId: string): Promise<StorageChoice[]> {
  const grant = await authorize(ctx.db, ctx.actor, "storage.read", projectId);
  const profiles = await listStorageProfiles({ ctx, grant });
  return profiles.map(({ profileId, name, vendor, storageRegion, bucket, readKey }) => ({
    profileId,
    name,
    place: describeStorage(vendor, storageRegion),
    bucket,
    canRead: readKey !== null,
  }));
}
