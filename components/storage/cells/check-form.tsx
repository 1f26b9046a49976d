"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { PlugZap } from "lucide-react";
import { useState } from "react";
import { useWatch, type UseFormReturn } from "react-hook-form";
import { checkStorageMutation, storageCheckOptions } from "@/lib/features/storage/queries";
import type { SetCustomRecordingInput } from "@/lib/features/storage/schema";
import type { StorageCheck } from "@/lib/features/storage/types";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { showRefusal } from "../../ui/form";
import { ActionError } from "@/lib/actions/action-error";
import { failureOf, type Failure } from "../action-failure";
import { CheckResult } from "./check-result";
import { checkFailure } from "./check-words";
import { checkValues } from "./form-values";

const storageFields = ["source", "profileId", "vendor", "storageRegion", "bucket", "accessKey", "secretKey"] as const;

/** Tries what is entered by writing a small file with exactly these keys, typed or stored. */
export function CheckForm({
  form,
  canCheckKept,
}: {
  form: UseFormReturn<SetCustomRecordingInput>;
  /** Whether the keys of the storage that is kept are ours. */
  canCheckKept: boolean;
}) {
  const values = useWatch({ control: form.control });
  const [checked, setChecked] = useState<{ check: StorageCheck; of: string } | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const run = useMutation(checkStorageMutation());
  const isRunning = checked?.check.outcome === "running";
  const polled = useQuery({
    ...storageCheckOptions(values.projectId ?? "", checked?.check.checkId ?? ""),
    enabled: isRunning,
  });
  const current = (isRunning && polled.data) || checked?.check;
  const of = JSON.stringify(storageFields.map((name) => values[name]));
  const isKept = values.source === "keep";

  const check = async () => {
    setFailure(null);
    const isValid = await form.trigger([...storageFields], { shouldFocus: true });
    if (!isValid) return;
    try {
      setChecked({ check: await run.mutateAsync(checkValues(form.getValues())), of });
    } catch (error) {
      setChecked(null);
      const isAtFields = error instanceof ActionError && showRefusal(form, error) === null;
      if (!isAtFields) setFailure(failureOf(error, checkFailure));
    }
  };
  const isOld = checked !== null && checked.of !== of;
  return (
    <div className="flex flex-col gap-3 border-t border-line pt-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-96 text-xs text-subtle">
          {isKept && !canCheckKept
            ? "What Agora holds was not set from here, so its keys cannot be tried."
            : "Writes a small file with exactly these keys, saved or not. Agora itself tries no key: a wrong one is silent."}
        </p>
        <Button
          icon={<PlugZap aria-hidden="true" />}
          isLoading={run.isPending || (isRunning && current?.outcome === "running")}
          disabled={isKept && !canCheckKept}
          onClick={() => void check()}
        >
          Check
        </Button>
      </div>
      {failure !== null && (
        <Notice tone={failure.tone} isAlert title={failure.title}>
          {failure.meaning}
        </Notice>
      )}
      {current && !isOld && (
        <CheckResult
          check={current}
          onUseRegion={
            values.source === "values"
              ? (region) => form.setValue("storageRegion", region, { shouldDirty: true, shouldValidate: true })
              : undefined
          }
        />
      )}
      {current && isOld && <p className="text-xs text-subtle">Something was changed since the last check.</p>}
    </div>
  );
}
