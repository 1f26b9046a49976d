"use client";

import type { LiveVendorOption, StorageProfile, VendorOption } from "@/lib/features/storage/types";
import { Page, PageHeader } from "../ui/page-header";
import { EntryPoints } from "./cells/entry-points";
import { StorageProfiles } from "./storage-profiles";

/** What the role of who looks allows. */
export type StorageRights = { canSave: boolean; canConfigure: boolean; canCheck: boolean };

/** Where files go: what Agora holds for live streams, and the named places that both kinds of recording draw on. */
export function StorageView({
  projectId,
  profiles,
  vendors,
  liveVendors,
  rights,
}: {
  projectId: string;
  profiles: readonly StorageProfile[];
  vendors: readonly VendorOption[];
  liveVendors: readonly LiveVendorOption[];
  rights: StorageRights;
}) {
  return (
    <Page>
      <PageHeader
        title="Storage"
        description="Where recorded files go: each entry point of live streaming as Agora holds it, and the named places that recordings choose from."
      />
      <EntryPoints {...{ projectId, profiles, rights }} vendors={liveVendors} />
      <StorageProfiles {...{ projectId, profiles, vendors }} canSave={rights.canSave} />
    </Page>
  );
}
