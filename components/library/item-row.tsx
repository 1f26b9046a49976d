"use client";

import { Download, Locate, Play, RotateCw } from "lucide-react";
import { mayRetry } from "@/lib/features/library/lifecycle";
import type { LibraryItem } from "@/lib/features/library/types";
import { Button, buttonClass } from "../ui/button";
import { CopyButton } from "../ui/copy";
import { IconButton } from "../ui/icon-button";
import { Status } from "../ui/status";
import { Cell, Row } from "../ui/table";
import { Time } from "../ui/time";
import { formatDuration } from "../ui/time-format";
import { Tooltip } from "../ui/tooltip";
import { ItemPicture } from "./item-picture";
import { downloadUrl, libraryFileUrl } from "./media-urls";
import { beliefOf, statusWords } from "./status-words";

type Props = {
  item: LibraryItem;
  projectId: string;
  isStreamShown: boolean;
  canRetry: boolean;
  isRetrying: boolean;
  onOpen: () => void;
  onShow: () => void;
  onRetry: () => void;
};

/** One clip or snapshot: what it is of, how it stands and why we believe it, and what can be done with it. */
export function ItemRow({ item, projectId, isStreamShown, canRetry, isRetrying, onOpen, onShow, onRetry }: Props) {
  const { word, tone } = statusWords[item.status];
  const url = item.status === "seen" && item.path !== null ? libraryFileUrl(projectId, item.path) : null;
  return (
    <Row>
      <Cell className="w-20">
        <ItemPicture item={item} url={url} />
      </Cell>
      <Cell className="max-w-72 whitespace-normal!">
        <span className="block truncate font-mono text-xs">{item.fileName}</span>
        {(item.label !== "" || isStreamShown) && (
          <span className="block truncate text-xs text-muted">
            {[isStreamShown ? `${item.entryPoint}/${item.streamName}` : "", item.label].filter(Boolean).join(" · ")}
          </span>
        )}
      </Cell>
      <Cell className="max-w-80 min-w-52 whitespace-normal!">
        <Status tone={tone}>{word}</Status>
        <span className="block text-xs text-pretty text-muted">
          {beliefOf(item)} <Time at={item.statusAt} format="age" className="text-subtle" />
        </span>
      </Cell>
      <Cell className="text-xs">
        {item.startsAt === null ? <span className="text-muted">the latest file</span> : <Time at={item.startsAt} />}
        {item.kind === "clip" && (
          <span className="block text-muted">
            to {item.endsAt === null ? "the latest file" : <Time at={item.endsAt} />}
          </span>
        )}
      </Cell>
      <Cell isNumeric className="text-xs">
        {item.kind === "snapshot" ? <span className="text-subtle">–</span> : <Length item={item} />}
      </Cell>
      <Cell className="text-xs text-muted">
        {item.createdByName}
        <Time at={item.createdAt} format="age" className="block text-subtle" />
      </Cell>
      <Cell isPinned>
        <span className="flex justify-end gap-0.5">
          {url !== null && (
            <>
              <Button
                size="sm"
                icon={<Play aria-hidden="true" />}
                aria-label={`Open ${item.fileName}`}
                onClick={onOpen}
              >
                Open
              </Button>
              <Tooltip label="Download">
                <a
                  href={downloadUrl(url)}
                  download
                  aria-label={`Download ${item.fileName}`}
                  className={`${buttonClass({ variant: "ghost", size: "sm" })} w-7 px-0!`}
                >
                  <Download aria-hidden="true" />
                </a>
              </Tooltip>
              {item.address !== null && (
                <CopyButton variant="ghost" aria-label={`Copy the address of ${item.fileName}`} text={item.address}>
                  Address
                </CopyButton>
              )}
            </>
          )}
          {item.startsAt !== null && (
            <IconButton size="sm" label={`Show ${item.fileName} on the timeline`} icon={<Locate />} onClick={onShow} />
          )}
          {canRetry && mayRetry(item.status) && (
            <Button
              size="sm"
              icon={<RotateCw aria-hidden="true" />}
              isLoading={isRetrying}
              aria-label={`Retry ${item.fileName}`}
              onClick={onRetry}
            >
              Retry
            </Button>
          )}
        </span>
      </Cell>
    </Row>
  );
}

/** What the playlist holds, beside what was asked for where that differs. */
function Length({ item }: { item: LibraryItem }) {
  const askedMs =
    item.startsAt === null || item.endsAt === null ? null : Date.parse(item.endsAt) - Date.parse(item.startsAt);
  if (item.durationSeconds === null) return <>{askedMs === null ? "–" : formatDuration(askedMs)}</>;
  return (
    <>
      {formatDuration(item.durationSeconds * 1000)}
      {askedMs !== null && Math.abs(askedMs / 1000 - item.durationSeconds) >= 1 && (
        <span className="block text-subtle">of {formatDuration(askedMs)}</span>
      )}
    </>
  );
}
