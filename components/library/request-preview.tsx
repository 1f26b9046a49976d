"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { previewClipMutation, previewSnapshotMutation } from "@/lib/features/library/queries";
import { RequestDetails } from "../ui/request-details";
import type { PreparedItem } from "./use-new-item";

/** What would be sent to Agora now, made by the code that sends it; the credentials are shell variables. */
export function RequestPreview({ prepare }: { prepare: () => PreparedItem }) {
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
    <RequestDetails
      size="sm"
      formLabel="Show request as"
      requests={data === undefined ? [] : [data]}
      trouble={
        refusal === null ? error && { tone: "danger", sentence: error.message } : { tone: "warning", sentence: refusal }
      }
      isLoading={isPending}
      onShow={show}
    />
  );
}
