"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { filesKey, refreshFilesMutation } from "@/lib/features/library/queries";
import type { StreamPlace } from "@/lib/features/library/types";
import type { Span } from "@/lib/timeline/span";
import { Button } from "../ui/button";
import { Time } from "../ui/time";
import { showToast } from "../ui/toast-store";

/** When the recordings were read, and the way to have Agora asked anew for what is shown, also for days that are over. */
export function ReadAgain({
  projectId,
  place,
  shown,
  readAt,
  nowMs,
}: {
  projectId: string;
  place: StreamPlace;
  shown: Span;
  readAt: string | null;
  nowMs: number;
}) {
  const client = useQueryClient();
  const { mutate, isPending } = useMutation({
    ...refreshFilesMutation(),
    onSuccess: () => client.invalidateQueries({ queryKey: filesKey }),
    onError: (error) => showToast({ tone: "danger", title: "Agora could not be asked", description: error.message }),
  });
  const from = new Date(Math.min(shown.fromMs, nowMs - 1000)).toISOString();
  const to = new Date(Math.min(shown.toMs, nowMs)).toISOString();
  return (
    <span className="flex items-center gap-1">
      {readAt !== null && (
        <span>
          Read at Agora <Time at={readAt} format="age" />
        </span>
      )}
      <Button
        size="sm"
        variant="ghost"
        icon={<RefreshCw aria-hidden="true" />}
        isLoading={isPending}
        onClick={() => mutate({ projectId, ...place, from, to, isFresh: true })}
      >
        Read again
      </Button>
    </span>
  );
}
