"use client";

import { useMemo, useState } from "react";
import type { RecordingDetail } from "@/lib/features/recordings/types";
import { Button } from "../../ui/button";
import { Panel } from "../../ui/page-header";
import { StatusDot } from "../../ui/status";
import { Time, TimeZoneName } from "../../ui/time";
import { timelineEntries, type TimelineEntry } from "./timeline-entries";

const firstShown = 40;

/** What happened, newest first: what people ordered, what was sent, what Agora and the bucket said. */
export function Timeline({ recording }: { recording: Pick<RecordingDetail, "events" | "calls"> }) {
  const { events, calls } = recording;
  const entries = useMemo(() => timelineEntries(events, calls), [events, calls]);
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? entries : entries.slice(0, firstShown);
  return (
    <Panel title="Timeline" actions={<TimeZoneName className="text-xs" />} isFlush>
      {entries.length === 0 ? (
        <p className="p-4 text-sm text-muted">
          Nothing has happened yet. The first entry appears with the engine's first step.
        </p>
      ) : (
        <ol aria-label="Timeline" className="py-1.5">
          {shown.map((entry) => (
            <Entry key={entry.key} entry={entry} />
          ))}
        </ol>
      )}
      {entries.length > shown.length && (
        <div className="border-t border-line p-2">
          <Button variant="ghost" size="sm" onClick={() => setIsWhole(true)}>
            Show all {entries.length} entries
          </Button>
        </div>
      )}
    </Panel>
  );
}

function Entry({ entry }: { entry: TimelineEntry }) {
  return (
    <li className="grid grid-cols-[auto_auto_minmax(0,1fr)_auto] items-start gap-x-3 px-4 py-1 text-sm hover:bg-hover">
      <Time at={entry.at} format="time" isZoneShown={false} className="text-xs leading-5 text-subtle" />
      <StatusDot tone={entry.tone} className="mt-1.25" />
      <div className="min-w-0 break-words">
        {entry.text}
        {entry.repeated > 1 && <span className="text-subtle"> ({entry.repeated} reports)</span>}
        {entry.note !== null && <p className="text-xs text-pretty text-muted">{entry.note}</p>}
      </div>
      <span className="text-xs leading-5 text-subtle">{entry.source}</span>
    </li>
  );
}
