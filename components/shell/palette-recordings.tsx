"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Command as Palette } from "cmdk";
import { useRouter } from "next/navigation";
import { useDeferredValue } from "react";
import { recordingListOptions } from "@/lib/features/recordings/queries";
import { statusWords } from "../recordings/status-words";
import { StatusDot } from "../ui/status";
import { Time } from "../ui/time";

/** With fewer letters nearly every channel would match. */
const leastLetters = 2;
const mostShown = 6;

/** The newest recordings whose channel holds what is typed. Renders nothing until something is found. */
export function PaletteRecordings({
  projectId,
  typed,
  className,
  onOpen,
}: {
  projectId: string;
  typed: string;
  className: string;
  onOpen: () => void;
}) {
  const router = useRouter();
  const channel = useDeferredValue(typed.trim());
  const { data } = useQuery({
    ...recordingListOptions({ projectId, channel }),
    enabled: channel.length >= leastLetters,
    placeholderData: keepPreviousData,
  });
  const items = channel.length >= leastLetters ? (data?.items ?? []).slice(0, mostShown) : [];
  if (items.length === 0) return null;
  return (
    <Palette.Group heading="Recordings" className={className}>
      {items.map(({ recordingId, channelName, status, createdAt }) => (
        <Palette.Item
          key={recordingId}
          value={`recording ${recordingId}`}
          // The server has matched it; the palette's own matching must not drop it.
          keywords={[typed.trim()]}
          onSelect={() => {
            onOpen();
            router.push(`/recordings/${recordingId}`);
          }}
          className="popup-item min-h-9"
        >
          <span className="flex size-4 shrink-0 items-center justify-center">
            <StatusDot tone={statusWords[status].tone} />
          </span>
          <span className="min-w-0 flex-1 truncate">{channelName}</span>
          <span className="text-xs text-subtle">
            {statusWords[status].word}, <Time at={createdAt} format="age" />
          </span>
        </Palette.Item>
      ))}
    </Palette.Group>
  );
}
