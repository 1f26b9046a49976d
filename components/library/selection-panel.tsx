"use client";

import { Camera, Scissors } from "lucide-react";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Notice } from "../ui/notice";
import { Segmented } from "../ui/radio-cards";
import { TechnicalDetails } from "../ui/states";
import { Time } from "../ui/time";
import { dayMs } from "@/lib/timeline/zone";
import { CoverageReadout } from "./coverage";
import type { LibraryDesk } from "./desk";
import { NameField } from "./name-field";
import { RequestPreview } from "./request-preview";
import { TypedTime } from "./typed-time";
import type { NewItem } from "./use-new-item";
import type { Recordings } from "./use-recordings";
import { useValue } from "./value-store";

export type PickMode = "clip" | "snapshot";

type Props = {
  desk: LibraryDesk;
  mode: PickMode;
  onModeChange: (mode: PickMode) => void;
  isLatest: boolean;
  onLatestChange: (isLatest: boolean) => void;
  newItem: NewItem;
  /** Around what is selected. */
  recordings: Recordings;
  nowMs: number;
  /** Why nothing can be asked for here; null when it can. */
  blocked: string | null;
  onCreateClip: () => void;
  onCreateSnapshot: () => void;
};

/** What is to be made: a clip of the selection, or a snapshot of a moment. */
export function SelectionPanel(props: Props) {
  const { mode, onModeChange, newItem, blocked } = props;
  const prepare = () => (mode === "clip" ? newItem.prepareClip() : newItem.prepareSnapshot(props.isLatest));
  return (
    <section
      aria-label="New clip or snapshot"
      className="flex min-w-0 flex-col gap-3 rounded-lg border border-line bg-panel p-3"
    >
      <Segmented
        size="sm"
        label="What to make"
        options={[
          { value: "clip", label: "Clip" },
          { value: "snapshot", label: "Snapshot" },
        ]}
        value={mode}
        onValueChange={onModeChange}
      />
      {mode === "clip" ? <ClipFields {...props} /> : <SnapshotFields {...props} />}
      <Field label="Label" aside="optional">
        <Input size="sm" value={newItem.label} onChange={(event) => newItem.setLabel(event.target.value)} />
      </Field>
      <PickName {...props} />
      {newItem.failure !== null && (
        <Notice tone="danger" isAlert title={newItem.failure.title}>
          {newItem.failure.meaning}
          <TechnicalDetails requestId={newItem.failure.requestId} />
        </Notice>
      )}
      {blocked !== null && <Notice tone="neutral">{blocked}</Notice>}
      {mode === "clip" ? (
        <Button
          variant="primary"
          icon={<Scissors aria-hidden="true" />}
          isLoading={newItem.isSending}
          disabled={blocked !== null}
          onClick={props.onCreateClip}
        >
          Create clip
        </Button>
      ) : (
        <Button
          variant="primary"
          icon={<Camera aria-hidden="true" />}
          isLoading={newItem.isSending}
          disabled={blocked !== null}
          onClick={props.onCreateSnapshot}
        >
          {props.isLatest ? "Snapshot of the latest file" : "Create snapshot"}
        </Button>
      )}
      {blocked === null && <RequestPreview prepare={prepare} />}
    </section>
  );
}

function ClipFields({ desk, recordings, nowMs }: Props) {
  const selection = useValue(desk.selection);
  const playheadMs = desk.playhead.get();
  const { fromMs: earliestMs } = desk.window.bounds();
  const selected = desk.selectedSpan;
  const isLatest = selection.outMs === "latest";
  const latestMs = useValue(desk.latest);
  return (
    <>
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-2">
        <TypedTime
          label="In"
          atMs={selection.inMs}
          nearMs={selection.inMs ?? playheadMs}
          nowMs={nowMs}
          earliestMs={earliestMs}
          onChange={(atMs) => desk.setIn(atMs)}
          onClear={() => desk.clearSelection()}
        />
        <Button size="md" onClick={() => desk.setIn()}>
          Set (I)
        </Button>
        <TypedTime
          label="Out"
          atMs={typeof selection.outMs === "number" ? selection.outMs : null}
          nearMs={typeof selection.outMs === "number" ? selection.outMs : playheadMs}
          nowMs={nowMs}
          earliestMs={earliestMs}
          isDisabled={isLatest}
          placeholder={isLatest ? "the latest file" : undefined}
          onChange={(atMs) => desk.setOut(atMs)}
        />
        <Button size="md" disabled={isLatest} onClick={() => desk.setOut()}>
          Set (O)
        </Button>
      </div>
      <Checkbox
        label="Until the latest file"
        checked={isLatest}
        onChange={(event) => {
          if (event.target.checked) desk.setOut("latest");
          else desk.selection.set({ ...desk.selection.get(), outMs: null });
        }}
      />
      {isLatest && (
        <p className="text-xs text-pretty text-muted">
          The end is left out of the request: Agora takes its latest file,{" "}
          {latestMs === null ? (
            "and where that ends is not known here."
          ) : (
            <>
              now <Time at={latestMs} format={nowMs - latestMs < dayMs ? "time" : "datetime"} />.
            </>
          )}
        </p>
      )}
      {selected === null ? (
        (selection.inMs === null || !isLatest) && (
          <p className="text-xs text-pretty text-muted">
            {selection.inMs === null
              ? "Press I and O at the playhead, drag over the timeline with Shift, or type two times."
              : "Set where it ends, or choose until the latest file."}
          </p>
        )
      ) : (
        <>
          <CoverageReadout desk={desk} selected={selected} recordings={recordings} />
          <p className="text-xs text-pretty text-subtle">
            A clip is a playlist of whole slices: it may begin and end up to one slice outside, and gaps are left out.
          </p>
        </>
      )}
    </>
  );
}

function SnapshotFields({ desk, isLatest, onLatestChange, nowMs }: Props) {
  const playheadMs = useValue(desk.playhead);
  const latestMs = useValue(desk.latest);
  return (
    <>
      <TypedTime
        label="Moment"
        atMs={isLatest ? null : Math.floor(playheadMs)}
        nearMs={playheadMs}
        nowMs={nowMs}
        earliestMs={desk.window.bounds().fromMs}
        isDisabled={isLatest}
        placeholder={isLatest ? "the latest file" : undefined}
        onChange={(atMs) => desk.seek(atMs)}
      />
      <Checkbox
        label="Of the latest file"
        checked={isLatest}
        onChange={(event) => onLatestChange(event.target.checked)}
      />
      <p className="text-xs text-pretty text-subtle">
        {isLatest
          ? `The time is left out of the request: Agora takes the moment of its latest file${latestMs === null ? ", and which that is, is not known here" : ""}.`
          : "The moment is the playhead. Agora takes whole seconds."}
      </p>
    </>
  );
}

function PickName({ desk, mode, isLatest, newItem }: Props) {
  const playheadMs = useValue(desk.playhead);
  const latestMs = useValue(desk.latest);
  const selected = desk.selectedSpan;
  const { inMs, outMs } = useValue(desk.selection);
  const momentMs = isLatest ? latestMs : playheadMs;
  const clipEndMs = outMs === "latest" ? latestMs : (selected?.toMs ?? playheadMs);
  const [startMs, endMs] = mode === "clip" ? [selected?.fromMs ?? inMs ?? playheadMs, clipEndMs] : [momentMs, momentMs];
  const { rendered, fileName, isNumbered } = newItem.nameOf(mode, startMs, endMs);
  return (
    <NameField
      template={newItem.templates[mode]}
      rendered={rendered}
      fileName={fileName}
      isNumbered={isNumbered}
      onChange={(template) => newItem.setTemplate(mode, template)}
    />
  );
}
