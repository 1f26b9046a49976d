"use client";

import type { StorageCheck } from "@/lib/features/storage/types";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { Time } from "../../ui/time";
import { checkWords } from "./check-words";

/** What a trial write came to: the finding, what to do, and how long it took, when and by whom. */
export function CheckResult({
  check,
  onUseRegion,
}: {
  check: StorageCheck;
  /** Chooses the region that the storage named. */
  onUseRegion?: (storageRegion: number) => void;
}) {
  const { tone, title, meaning } = checkWords(check);
  const { rightRegion, rightRegionName, latencyMs, checkedAt, checkedBy, storeCode } = check;
  return (
    <Notice
      tone={tone}
      title={title}
      isAlert
      action={
        rightRegion !== null && onUseRegion ? (
          <Button size="sm" onClick={() => onUseRegion(rightRegion)}>
            Use {rightRegionName}
          </Button>
        ) : undefined
      }
    >
      <p>{meaning}</p>
      {check.outcome !== "running" && (
        <p className="mt-0.5 text-xs text-muted">
          {latencyMs !== null && <>{latencyMs} ms, </>}
          <Time at={checkedAt} format="age" /> by {checkedBy}
          {storeCode !== null && <span className="font-mono"> {storeCode}</span>}
        </p>
      )}
    </Notice>
  );
}
