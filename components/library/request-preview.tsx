"use client";

import { useMutation } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { previewClipMutation, previewSnapshotMutation } from "@/lib/features/library/queries";
import { Button } from "../ui/button";
import { CodeBlock } from "../ui/code-block";
import { Notice } from "../ui/notice";
import { Segmented } from "../ui/radio-cards";
import type { PreparedItem } from "./use-new-item";

/** What would be sent to Agora now, made by the code that sends it; the credentials are shell variables. */
export function RequestPreview({ prepare }: { prepare: () => PreparedItem }) {
  const [form, setForm] = useState<"json" | "curl">("json");
  const [refusal, setRefusal] = useState<string | null>(null);
  const clip = useMutation(previewClipMutation());
  const snapshot = useMutation(previewSnapshotMutation());
  const [kind, setKind] = useState<"clip" | "snapshot">("clip");
  const show = () => {
    const prepared = prepare();
    setRefusal(prepared.ok ? null : prepared.sentence);
    if (!prepared.ok) return;
    setKind(prepared.kind);
    if (prepared.kind === "clip") clip.mutate(prepared.input);
    else snapshot.mutate(prepared.input);
  };
  const { data, error, isPending } = kind === "clip" ? clip : snapshot;
  return (
    <details
      onToggle={(event) => event.currentTarget.open && show()}
      className="group/preview border-t border-line pt-3"
    >
      <summary className="flex w-fit items-center gap-1.5 rounded-sm py-1 text-sm font-medium select-none">
        <ChevronRight
          aria-hidden="true"
          className="size-4 text-subtle transition-transform group-open/preview:rotate-90"
        />
        Show request
      </summary>
      <div className="mt-2 flex flex-col gap-2">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <Segmented
            size="sm"
            label="Show request as"
            options={[
              { value: "json", label: "JSON" },
              { value: "curl", label: "cURL" },
            ]}
            value={form}
            onValueChange={setForm}
          />
          <Button size="sm" isLoading={isPending} onClick={show}>
            Bring up to date
          </Button>
        </div>
        {refusal !== null ? (
          <Notice tone="warning" isAlert>
            {refusal}
          </Notice>
        ) : error !== null ? (
          <Notice tone="danger" isAlert>
            {error.message}
          </Notice>
        ) : (
          data !== undefined && <CodeBlock title={data.operation} code={form === "json" ? data.json : data.curl} />
        )}
      </div>
    </details>
  );
}
