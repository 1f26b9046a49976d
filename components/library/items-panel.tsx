"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Scissors } from "lucide-react";
import { useState } from "react";
import { ulid } from "ulid";
import { itemsKey, itemsOptions, retryItemMutation } from "@/lib/features/library/queries";
import type { LibraryItem, StreamPlace } from "@/lib/features/library/types";
import { ReadFailure } from "../recordings/read-failure";
import { Panel } from "../ui/page-header";
import { Segmented } from "../ui/radio-cards";
import { Skeleton } from "../ui/skeleton";
import { EmptyState } from "../ui/states";
import { HeadCell, Table, TableHead } from "../ui/table";
import { showToast } from "../ui/toast-store";
import { ItemRow } from "./item-row";
import { ItemViewer } from "./item-viewer";

type Props = {
  projectId: string;
  place: StreamPlace;
  canCreate: boolean;
  onShow: (item: LibraryItem) => void;
};

/** Clips and snapshots that were asked for, newest first, with how each stands. */
export function ItemsPanel({ projectId, place, canCreate, onShow }: Props) {
  const [scope, setScope] = useState<"stream" | "all">("stream");
  const { entryPoint, streamName } = place;
  const query = scope === "stream" ? { projectId, entryPoint, streamName } : { projectId };
  const { data, error, isPending, refetch } = useQuery(itemsOptions(query));
  const [openId, setOpenId] = useState<string | null>(null);
  const client = useQueryClient();
  const retry = useMutation({
    ...retryItemMutation(),
    onSuccess: ({ fileName }) => showToast({ title: "Asked for again", description: fileName }),
    onError: (failure) => showToast({ tone: "danger", title: "It was not repeated", description: failure.message }),
    onSettled: () => client.invalidateQueries({ queryKey: itemsKey }),
  });
  const open = data?.find(({ itemId }) => itemId === openId) ?? null;
  return (
    <Panel
      isFlush
      title="Clips and snapshots"
      description="Agora lists none of them: these are the ones asked for here."
      actions={
        <Segmented
          size="sm"
          label="Whose clips and snapshots"
          options={[
            { value: "stream", label: streamName === "" ? "This stream" : streamName },
            { value: "all", label: "All streams" },
          ]}
          value={scope}
          onValueChange={setScope}
        />
      }
    >
      {error !== null && data === undefined ? (
        <div className="p-3">
          <ReadFailure error={error} title="Clips and snapshots could not be read" onRetry={() => void refetch()} />
        </div>
      ) : isPending ? (
        <Skeleton className="m-3 h-24" />
      ) : data === undefined || data.length === 0 ? (
        <EmptyState icon={<Scissors />} title="Nothing was made of this stream yet" className="m-3 py-8!">
          Set in and out on the timeline and press Create clip, or press C for a snapshot at the playhead.
        </EmptyState>
      ) : (
        <Table label="Clips and snapshots" className="max-h-120 rounded-t-none! border-0!">
          <TableHead>
            <HeadCell isHidden>Picture</HeadCell>
            <HeadCell>Name</HeadCell>
            <HeadCell>State</HeadCell>
            <HeadCell>Time</HeadCell>
            <HeadCell isNumeric>Length</HeadCell>
            <HeadCell>By</HeadCell>
            <HeadCell isHidden isPinned>
              Acts
            </HeadCell>
          </TableHead>
          <tbody>
            {data.map((item) => (
              <ItemRow
                key={item.itemId}
                item={item}
                projectId={projectId}
                isStreamShown={scope === "all"}
                canRetry={canCreate}
                isRetrying={retry.isPending && retry.variables.itemId === item.itemId}
                onOpen={() => setOpenId(item.itemId)}
                onShow={() => onShow(item)}
                onRetry={() => retry.mutate({ projectId, itemId: item.itemId, newItemId: ulid() })}
              />
            ))}
          </tbody>
        </Table>
      )}
      <ItemViewer projectId={projectId} item={open} onClose={() => setOpenId(null)} onShow={onShow} />
    </Panel>
  );
}
