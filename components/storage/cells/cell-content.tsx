"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { storageKey } from "@/lib/features/storage/queries";
import type { SetCustomRecordingInput } from "@/lib/features/storage/schema";
import type { CellConfiguration, LiveVendorOption, StorageCell, StorageProfile } from "@/lib/features/storage/types";
import { Segmented } from "../../ui/radio-cards";
import type { StorageRights } from "../storage-page";
import { CellForm } from "./cell-form";
import { CellHistory } from "./cell-history";
import { CellOverview } from "./cell-overview";
import { CellReview } from "./cell-review";
import { cellValues } from "./form-values";

export type CellContentProps = {
  cell: StorageCell;
  projectId: string;
  profiles: readonly StorageProfile[];
  vendors: readonly LiveVendorOption[];
  rights: StorageRights;
};

const views = [
  { value: "now", label: "Now" },
  { value: "change", label: "Change" },
  { value: "history", label: "History" },
] as const;
type View = (typeof views)[number]["value"];

/** What the sheet of a cell holds: loaded when one is opened. */
export function CellContent({ cell, projectId, profiles, vendors, rights }: CellContentProps) {
  const queries = useQueryClient();
  const isNew = cell.reading.state === "none" && cell.newest === null;
  const [view, setView] = useState<View>(isNew && rights.canConfigure ? "change" : "now");
  const [draft, setDraft] = useState<SetCustomRecordingInput | null>(null);
  const [isReviewing, setIsReviewing] = useState(false);
  const ref = { projectId, entryPoint: cell.entryPoint, flsArea: cell.flsArea };

  const review = (input: SetCustomRecordingInput) => {
    setDraft(input);
    setIsReviewing(true);
  };
  const goBackTo = ({ configurationId, isHlsEnabled, isMp4Enabled }: CellConfiguration) =>
    review({
      ...cellValues(projectId, cell, profiles, vendors),
      source: "earlier",
      fromId: configurationId,
      isHlsEnabled,
      isMp4Enabled,
    });
  const applied = () => {
    setIsReviewing(false);
    setDraft(null);
    setView("now");
    void queries.invalidateQueries({ queryKey: storageKey });
  };

  if (isReviewing && draft !== null) {
    return <CellReview input={draft} onBack={() => setIsReviewing(false)} onApplied={applied} />;
  }
  return (
    <div className="flex flex-col gap-5">
      <Segmented
        label="View"
        options={views.filter(({ value }) => value !== "change" || rights.canConfigure)}
        value={view}
        onValueChange={setView}
      />
      {view === "now" && (
        <CellOverview
          {...{ cell, projectId, rights }}
          onReturn={cell.wanted !== null && rights.canConfigure ? goBackTo : undefined}
        />
      )}
      {view === "change" && (
        <CellForm
          {...{ cell, profiles, vendors }}
          canCheck={rights.canCheck}
          initial={draft?.source === "earlier" ? undefined : (draft ?? undefined)}
          projectId={projectId}
          onReview={review}
        />
      )}
      {view === "history" && <CellHistory cell={ref} onReturn={rights.canConfigure ? goBackTo : undefined} />}
    </div>
  );
}
