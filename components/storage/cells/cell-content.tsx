"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { storageKey } from "@/lib/features/storage/queries";
import type { SetCustomRecordingInput } from "@/lib/features/storage/schema";
import type { CellConfiguration, LiveVendorOption, StorageCell, StorageProfile } from "@/lib/features/storage/types";
import { Segmented } from "../../ui/radio-cards";
import type { StorageRights } from "../storage-page";
import { CellForm } from "./cell-form";
import { CellHistory } from "./cell-history";
import { CellOverview } from "./cell-overview";
import { CellReview } from "./cell-review";
import { cellValues, checkValues } from "./form-values";

export type CellContentProps = {
  cell: StorageCell;
  projectId: string;
  profiles: readonly StorageProfile[];
  vendors: readonly LiveVendorOption[];
  rights: StorageRights;
  /** Told whether something was entered that was not applied. */
  onDirtyChange: (isDirty: boolean) => void;
};

const views = [
  { value: "now", label: "Now" },
  { value: "change", label: "Change" },
  { value: "history", label: "History" },
] as const;
type View = (typeof views)[number]["value"];

/**
 * What the sheet of a cell holds: loaded when one is opened. The form stays where it is, with what was typed, while
 * something else is shown.
 */
export function CellContent({ cell, projectId, profiles, vendors, rights, onDirtyChange }: CellContentProps) {
  const queries = useQueryClient();
  const { canConfigure, canCheck } = rights;
  const version = cell.newest?.version ?? 0;
  const isNew = cell.reading.state === "none" && cell.newest === null;
  const [view, setView] = useState<View>(isNew && canConfigure ? "change" : "now");
  /** The form, once it was opened, and the newest change when it was last looked at with what holds. */
  const [form, setForm] = useState<{ baseVersion: number; isDirty: boolean } | null>(
    isNew && canConfigure ? { baseVersion: version, isDirty: false } : null,
  );
  const [draft, setDraft] = useState<SetCustomRecordingInput | null>(null);
  const panel = useFocusAfter(draft !== null);
  const ref = { projectId, entryPoint: cell.entryPoint, flsArea: cell.flsArea };
  const values = cellValues(projectId, cell, profiles, vendors);

  const show = (next: View) => {
    setView(next);
    if (next === "change") setForm(form ?? { baseVersion: version, isDirty: false });
    else if (form?.isDirty === false) setForm(null);
  };
  const goBackTo = ({ configurationId, isHlsEnabled, isMp4Enabled }: CellConfiguration) =>
    setDraft({ ...values, source: "earlier", fromId: configurationId, isHlsEnabled, isMp4Enabled });
  const applied = () => {
    setDraft(null);
    setForm(null);
    setView("now");
    void queries.invalidateQueries({ queryKey: storageKey });
  };
  const backToForm = () => {
    setDraft(null);
    // What the review showed is what holds now, so that the next one is compared with that.
    setForm(form && { ...form, baseVersion: version });
  };

  return (
    <>
      {draft !== null && <CellReview input={draft} onBack={backToForm} onApplied={applied} />}
      <div ref={panel} tabIndex={-1} hidden={draft !== null} className="flex flex-col gap-5 outline-none">
        <Segmented
          label="View"
          options={views.filter((each) => each.value !== "change" || canConfigure)}
          value={view}
          onValueChange={show}
        />
        {view === "now" && (
          <CellOverview
            cell={cell}
            projectId={projectId}
            checkInput={canCheck && cell.storedKeysId !== null ? checkValues({ ...values, source: "keep" }) : null}
            canCallOff={canConfigure}
            onReturn={cell.wanted !== null && canConfigure ? goBackTo : undefined}
          />
        )}
        {form !== null && (
          <div hidden={view !== "change"}>
            <CellForm
              {...{ cell, profiles, vendors, canCheck, projectId }}
              onDirtyChange={(isDirty) => {
                setForm((known) => known && { ...known, isDirty });
                onDirtyChange(isDirty);
              }}
              onReview={(input) =>
                setDraft({
                  ...input,
                  baseVersion: form.baseVersion,
                  hasStorage: values.hasStorage,
                  fromId: values.fromId,
                })
              }
            />
          </div>
        )}
        {view === "history" && <CellHistory cell={ref} onReturn={canConfigure ? goBackTo : undefined} />}
      </div>
    </>
  );
}

/** Where the focus goes when something that was shown instead is gone, and had it. */
function useFocusAfter(isInstead: boolean) {
  const panel = useRef<HTMLDivElement>(null);
  const was = useRef(isInstead);
  useEffect(() => {
    if (was.current && !isInstead) panel.current?.focus();
    was.current = isInstead;
  }, [isInstead]);
  return panel;
}
