import Link from "next/link";
import type { ReactNode } from "react";
import type { RecordingsOverview } from "@/lib/features/recordings/types";
import { listHref, type StatusGroup } from "../recordings/list-url";
import { StatusDot } from "../ui/status";
import type { Tone } from "../ui/tone";

/** Four figures, each the way to the list it counts. */
export function OverviewFigures({ counts }: { counts: RecordingsOverview["counts"] }) {
  const { live, needsPerson, uploading, safe, keepable } = counts;
  return (
    <ul className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line lg:grid-cols-4">
      <Figure group="live" tone={live > 0 ? "live" : "neutral"} label="Recording now" value={live}>
        {live === 0 ? "no task at Agora" : "tasks that may be alive"}
      </Figure>
      <Figure group="attention" tone={needsPerson > 0 ? "warning" : "ok"} label="Needs you" value={needsPerson}>
        {needsPerson === 0 ? "nothing in 24 h" : "in 24 h"}
      </Figure>
      <Figure group="ending" tone={uploading > 0 ? "accent" : "neutral"} label="Uploading" value={uploading}>
        stopping or uploading
      </Figure>
      <Figure
        group="safe"
        tone={keepable === 0 ? "neutral" : safe === keepable ? "ok" : "warning"}
        label="Safe in your bucket"
        value={keepable === 0 ? "–" : `${Math.floor((safe / keepable) * 100)} %`}
      >
        {keepable === 0 ? "none finished in 24 h" : `${safe} of ${keepable} in 24 h`}
      </Figure>
    </ul>
  );
}

function Figure({
  group,
  tone,
  label,
  value,
  children,
}: {
  group: StatusGroup;
  tone: Tone;
  label: string;
  value: ReactNode;
  children: ReactNode;
}) {
  return (
    <li className="bg-panel">
      <Link
        href={listHref({ group, channel: "", trail: [] })}
        className="flex h-full flex-col gap-1 px-4 py-3 transition-colors duration-100 hover:bg-hover focus-visible:-outline-offset-2"
      >
        <span className="flex items-center gap-2 text-xs text-muted">
          <StatusDot tone={tone} />
          {label}
        </span>
        <span data-numeric className="text-xl font-semibold tracking-[-0.015em]">
          {value}
        </span>
        <span data-numeric className="truncate text-xs text-subtle">
          {children}
        </span>
      </Link>
    </li>
  );
}
