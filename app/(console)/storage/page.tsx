import type { Metadata } from "next";
import { StorageView } from "@/components/storage/storage-page";
import { authorize, isAllowed } from "@/lib/auth/ability";
import { liveVendorOptions } from "@/lib/features/storage/service/cells/words";
import { listStorageProfiles } from "@/lib/features/storage/service/read-profiles";
import { vendorOptions } from "@/lib/features/storage/service/vendor-options";
import { currentProject } from "../current-project";

export const metadata: Metadata = { title: "Storage" };

export default async function StoragePage() {
  const { ctx, project } = await currentProject();
  const { projectId } = project;
  const grant = await authorize(ctx.db, ctx.actor, "storage.read", projectId);
  const may = (action: "storage.save" | "storage.configure" | "storage.check") =>
    isAllowed(ctx.db, ctx.actor, action, projectId);
  const [profiles, canSave, canConfigure, canCheck] = await Promise.all([
    listStorageProfiles({ ctx, grant }),
    may("storage.save"),
    may("storage.configure"),
    may("storage.check"),
  ]);
  return (
    <StorageView
      {...{ projectId, profiles }}
      vendors={vendorOptions()}
      liveVendors={liveVendorOptions()}
      rights={{ canSave, canConfigure, canCheck }}
    />
  );
}
