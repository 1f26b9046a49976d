import type { Metadata } from "next";
import { StorageProfiles } from "@/components/storage/storage-profiles";
import { authorize, isAllowed } from "@/lib/auth/ability";
import { listStorageProfiles } from "@/lib/features/storage/service/read-profiles";
import { vendorOptions } from "@/lib/features/storage/service/vendor-options";
import { currentProject } from "../current-project";

export const metadata: Metadata = { title: "Storage" };

export default async function StoragePage() {
  const { ctx, project } = await currentProject();
  const { projectId } = project;
  const grant = await authorize(ctx.db, ctx.actor, "storage.read", projectId);
  const [profiles, canSave] = await Promise.all([
    listStorageProfiles({ ctx, grant }),
    isAllowed(ctx.db, ctx.actor, "storage.save", projectId),
  ]);
  return <StorageProfiles {...{ projectId, profiles, canSave }} vendors={vendorOptions()} />;
}
