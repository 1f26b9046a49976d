"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import type { RecordingDetail, RecordingFile } from "@/lib/features/recordings/types";
import { Button, buttonClass } from "../../ui/button";
import { CloseButton, Dialog } from "../../ui/dialog";
import { Panel } from "../../ui/page-header";
import { Segmented } from "../../ui/radio-cards";
import { Time, TimeZoneName } from "../../ui/time";
import { isFinished } from "@/lib/features/recordings/lifecycle";
import { mediaUrl } from "./playable";

const firstShown = 12;
/** More people than fit beside each other are not offered one by one. */
const mostFilters = 6;

/** The stills of an individual recording, newest first, each with its person and time. */
export function Stills({ recording }: { recording: RecordingDetail }) {
  const { config, files, storage } = recording;
  const [person, setPerson] = useState("all");
  const [isWhole, setIsWhole] = useState(false);
  const [openName, setOpenName] = useState<string | null>(null);
  if (config.mode !== "individual" || config.snapshots === undefined) return null;

  const all = files.filter(({ kind }) => kind === "snapshot").toSorted(byTime);
  const uids = [...new Set(all.map(({ uid }) => uid))].filter((uid) => uid !== null).toSorted();
  const stills = person === "all" ? all : all.filter(({ uid }) => uid === person);
  const shown = isWhole ? stills : stills.slice(0, firstShown);
  const index = stills.findIndex(({ name }) => name === openName);
  return (
    <Panel
      title="Stills"
      description={`One of each person every ${config.snapshots.everySeconds} s`}
      actions={<TimeZoneName className="text-xs" />}
    >
      {all.length === 0 ? (
        <p className="text-sm text-pretty text-muted">
          {isFinished(recording.status)
            ? "No still was taken: nobody sent a picture long enough."
            : "No still yet. The first is taken once somebody sends a picture."}
        </p>
      ) : !storage.canRead ? (
        <p className="text-sm text-pretty text-muted">
          {all.length} stills are in the bucket. Without a read-only key in the storage profile they cannot be shown
          here.
        </p>
      ) : (
        <div className="flex flex-col gap-3">
          {uids.length > 1 && uids.length <= mostFilters && (
            <Segmented
              size="sm"
              label="Stills of"
              options={[{ value: "all", label: "Everybody" }, ...uids.map((uid) => ({ value: uid, label: uid }))]}
              value={person}
              onValueChange={setPerson}
            />
          )}
          <ul aria-label="Stills" className="grid grid-cols-2 gap-3 sm:grid-cols-3">
            {shown.map((still) => (
              <li key={still.fileId}>
                <button
                  type="button"
                  onClick={() => setOpenName(still.name)}
                  className="group flex w-full flex-col gap-1 rounded-md text-left"
                >
                  <Picture recordingId={recording.recordingId} still={still} />
                  <span className="flex justify-between gap-2 text-xs text-muted">
                    <Time at={still.startedAt} format="time" isZoneShown={false} />
                    <span className="font-mono text-subtle">{still.uid}</span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
          {stills.length > shown.length && (
            <Button variant="ghost" size="sm" onClick={() => setIsWhole(true)}>
              Show all {stills.length} stills
            </Button>
          )}
        </div>
      )}
      {index >= 0 && (
        <StillDialog recording={recording} stills={stills} index={index} onChange={(name) => setOpenName(name)} />
      )}
    </Panel>
  );
}

function StillDialog({
  recording,
  stills,
  index,
  onChange,
}: {
  recording: RecordingDetail;
  stills: readonly RecordingFile[];
  index: number;
  onChange: (name: string | null) => void;
}) {
  const still = stills[index];
  // The list begins with the newest.
  const [later, earlier] = [stills[index - 1], stills[index + 1]];
  if (still === undefined) return null;
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onChange(null)}
      size="lg"
      title={`Uid ${still.uid}`}
      description={<Time at={still.startedAt} />}
      footer={
        <>
          <Button disabled={earlier === undefined} onClick={() => onChange(earlier?.name ?? null)}>
            Earlier
          </Button>
          <Button disabled={later === undefined} onClick={() => onChange(later?.name ?? null)}>
            Later
          </Button>
          <a href={`${mediaUrl(recording.recordingId, still.name)}?download=1`} className={buttonClass({})}>
            <Download aria-hidden="true" />
            Download
          </a>
          <CloseButton>Close</CloseButton>
        </>
      }
    >
      <Picture recordingId={recording.recordingId} still={still} isLarge />
    </Dialog>
  );
}

function Picture({
  recordingId,
  still,
  isLarge = false,
}: {
  recordingId: string;
  still: RecordingFile;
  isLarge?: boolean;
}) {
  return (
    // Our own route redirects to the bucket; Next's optimiser would store copies of customers' pictures.
    // oxlint-disable-next-line nextjs/no-img-element
    <img
      src={mediaUrl(recordingId, still.name)}
      alt={isLarge ? `What uid ${still.uid} sent` : "Still"}
      loading="lazy"
      decoding="async"
      className="aspect-video w-full rounded-md border border-line bg-inset object-contain group-hover:border-line-strong"
    />
  );
}

function byTime(a: RecordingFile, b: RecordingFile): number {
  return Date.parse(b.startedAt ?? "") - Date.parse(a.startedAt ?? "") || a.name.localeCompare(b.name);
}
