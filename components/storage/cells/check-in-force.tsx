"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { PlugZap } from "lucide-react";
import { useState } from "react";
import { checkInForceOptions, checkStorageMutation } from "@/lib/features/storage/queries";
import type { CellInput, CheckStorageInput } from "@/lib/features/storage/schema";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { Skeleton } from "../../ui/skeleton";
import { failureOf, type Failure } from "../action-failure";
import { CheckResult } from "./check-result";
import { checkFailure } from "./check-words";

/** The newest check of the keys that are in force, and the button that checks them again: whoever may check needs no form. */
export function CheckInForce({
  cell,
  isOurs,
  input,
}: {
  cell: CellInput;
  /** Whether the keys were set from here. */
  isOurs: boolean;
  /** What a check tries; null where there is nothing to try, or the role may not. */
  input: CheckStorageInput | null;
}) {
  const queries = useQueryClient();
  const options = checkInForceOptions(cell);
  const { data: check } = useQuery(options);
  const run = useMutation(checkStorageMutation());
  const [failure, setFailure] = useState<Failure | null>(null);
  const start = async (what: CheckStorageInput) => {
    setFailure(null);
    try {
      queries.setQueryData(options.queryKey, await run.mutateAsync(what));
    } catch (error) {
      setFailure(failureOf(error, checkFailure));
      void queries.invalidateQueries({ queryKey: options.queryKey });
    }
  };
  return (
    <section aria-label="Check" className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h3 className="text-sm font-semibold">Last check of the keys set here</h3>
        {input !== null && (
          <Button
            size="sm"
            icon={<PlugZap aria-hidden="true" />}
            isLoading={run.isPending || check?.outcome === "running"}
            onClick={() => void start(input)}
          >
            Check
          </Button>
        )}
      </div>
      {failure !== null && (
        <Notice tone={failure.tone} isAlert title={failure.title}>
          {failure.meaning}
        </Notice>
      )}
      {check === undefined ? (
        <Skeleton className="h-5 w-2/3" />
      ) : check !== null ? (
        <CheckResult check={check} />
      ) : (
        <p className="text-sm text-subtle">
          {isOurs
            ? "Never checked. A check writes a small file with exactly these keys."
            : "The keys were not set from here, so they cannot be checked."}
        </p>
      )}
    </section>
  );
}
