import Link from "next/link";
import type { OverviewRow } from "@/lib/features/recordings/types";
import { listHref } from "../recordings/list-url";
import { reasonOf } from "../recordings/reason-sentences";
import { wordsOf } from "../recordings/status-words";
import { ButtonLink } from "../ui/button";
import { Panel } from "../ui/page-header";
import { Status } from "../ui/status";
import { Time } from "../ui/time";

const remedies = {
  storage: { href: "/storage", label: "Storage profiles" },
  settings: { href: "/settings", label: "Project settings" },
  start: { href: "/recordings/new", label: "Start again" },
} as const;

/** Recordings that wait for a person, each with what happened and the way to what helps. Absent when there are none. */
export function NeedsYou({ rows, total }: { rows: readonly OverviewRow[]; total: number }) {
  if (rows.length === 0) return null;
  return (
    <Panel
      title="Needs you"
      isFlush
      actions={
        total > rows.length && (
          <ButtonLink size="sm" variant="ghost" href={listHref({ group: "attention", channel: "", trail: [] })}>
            All {total}
          </ButtonLink>
        )
      }
    >
      <ul className="divide-y divide-line">
        {rows.map((row) => (
          <NeedyRow key={row.recordingId} row={row} />
        ))}
      </ul>
    </Panel>
  );
}

function NeedyRow({ row }: { row: OverviewRow }) {
  const words = wordsOf(row);
  const reason = reasonOf(row.statusReason);
  const remedy = reason?.remedy === undefined ? undefined : remedies[reason.remedy];
  return (
    <li className="flex flex-wrap items-start gap-x-6 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-80">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          <Status tone={words.tone}>{words.word}</Status>
          <Link href={`/recordings/${row.recordingId}`} className="font-medium underline-offset-2 hover:underline">
            {row.channelName}
          </Link>
          <Time at={row.statusAt} format="age" className="text-xs text-subtle" />
        </p>
        <p className="mt-0.5 max-w-200 text-sm text-pretty text-muted">{reason?.sentence ?? words.meaning}</p>
      </div>
      <div className="flex gap-2">
        {remedy !== undefined && (
          <ButtonLink size="sm" href={remedy.href}>
            {remedy.label}
          </ButtonLink>
        )}
        <ButtonLink size="sm" variant="ghost" href={`/recordings/${row.recordingId}`}>
          Open<span className="sr-only"> {row.channelName}</span>
        </ButtonLink>
      </div>
    </li>
  );
}
