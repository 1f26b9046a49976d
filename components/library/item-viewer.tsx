"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import type { LibraryItem } from "@/lib/features/library/types";
import { MediaPlayer } from "../player/media-player";
import { Button, buttonClass } from "../ui/button";
import { CopyButton, CopyId } from "../ui/copy";
import { DescriptionList } from "../ui/description-list";
import { Dialog } from "../ui/dialog";
import { Time } from "../ui/time";
import { formatDuration } from "../ui/time-format";
import { downloadUrl, libraryFileUrl } from "./media-urls";
import { beliefOf } from "./status-words";

/** A clip that plays, or a snapshot, with where it came from. */
export function ItemViewer({
  projectId,
  item,
  onClose,
  onShow,
}: {
  projectId: string;
  item: LibraryItem | null;
  onClose: () => void;
  onShow: (item: LibraryItem) => void;
}) {
  // What was open stays in the closing dialog.
  const [last, setLast] = useState(item);
  if (item !== null && item !== last) setLast(item);
  const url = last?.path ? libraryFileUrl(projectId, last.path) : null;
  return (
    <Dialog
      isOpen={item !== null}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="lg"
      title={last?.fileName ?? ""}
      description={last === null ? undefined : beliefOf(last)}
      footer={
        last !== null &&
        url !== null && (
          <>
            {last.startsAt !== null && (
              <Button
                onClick={() => {
                  onShow(last);
                  onClose();
                }}
              >
                Show on the timeline
              </Button>
            )}
            <CopyButton size="md" text={() => manifestOf(last)}>
              Copy JSON
            </CopyButton>
            {last.address !== null && (
              <CopyButton size="md" text={last.address}>
                Copy address
              </CopyButton>
            )}
            <a href={downloadUrl(url)} download className={buttonClass({ variant: "primary" })}>
              <Download aria-hidden="true" />
              Download
            </a>
          </>
        )
      }
    >
      {last !== null && url !== null && (
        <div className="flex flex-col gap-4">
          {last.kind === "clip" ? (
            <MediaPlayer key={url} label={last.fileName} source={{ kind: "hls", url }} fps={25} width={16} height={9} />
          ) : (
            // oxlint-disable-next-line nextjs/no-img-element
            <img
              src={url}
              alt={`Snapshot ${last.fileName}`}
              className="w-full rounded-lg border border-line bg-inset"
            />
          )}
          <DescriptionList
            items={[
              { term: "Stream", value: `${last.entryPoint}/${last.streamName}, area ${last.flsArea}` },
              {
                term: last.kind === "clip" ? "From" : "Moment",
                value: last.startsAt === null ? "the latest file" : <Time at={last.startsAt} />,
              },
              ...(last.kind === "clip"
                ? [
                    { term: "To", value: last.endsAt === null ? "the latest file" : <Time at={last.endsAt} /> },
                    {
                      term: "Length",
                      value: last.durationSeconds === null ? null : formatDuration(last.durationSeconds * 1000),
                    },
                  ]
                : []),
              { term: "Path", value: last.path === null ? null : <CopyId label="Path" value={last.path} isWhole /> },
              { term: "Label", value: last.label === "" ? null : last.label },
              {
                term: "Asked for",
                value: (
                  <>
                    <Time at={last.createdAt} /> by {last.createdByName}
                  </>
                ),
              },
            ]}
          />
        </div>
      )}
    </Dialog>
  );
}

/** What a colleague needs to find or repeat it. */
function manifestOf(item: LibraryItem): string {
  const { kind, entryPoint, flsArea, streamName, fileName, path, startsAt, endsAt, durationSeconds, label } = item;
  const { createdByName, createdAt } = item;
  return JSON.stringify(
    {
      kind,
      entryPoint,
      flsArea,
      streamName,
      fileName,
      path,
      startsAt,
      endsAt,
      durationSeconds,
      label,
      createdByName,
      createdAt,
    },
    null,
    2,
  );
}
