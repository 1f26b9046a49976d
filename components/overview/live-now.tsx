"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import type { OverviewRow } from "@/lib/features/recordings/types";
import { listHref } from "../recordings/list-url";
import { reasonOf } from "../recordings/reason-sentences";
import { sourceWords, statusWords } from "../recordings/status-words";
import { ButtonLink } from "../ui/button";
import { Progress } from "../ui/progress";
import { Status } from "../ui/status";
import { Cell, HeadCell, Row, Table, TableHead } from "../ui/table";
import { Duration, Time, TimeZoneName } from "../ui/time";
import { useRowKeys } from "../ui/use-row-keys";

const modeWords = { composite: "Composite", individual: "Individual", web: "Web page" } as const;

/** What is on air or on its way into the bucket, newest first. */
export function LiveNow({ rows, total }: { rows: readonly OverviewRow[]; total: number }) {
  const router = useRouter();
  const { activeIndex, rowProps } = useRowKeys({
    count: rows.length,
    onOpen: (index) => {
      const row = rows[index];
      if (row !== undefined) router.push(`/recordings/${row.recordingId}`);
    },
  });
  return (
    <div className="flex flex-col gap-2">
      <div className="flex min-h-8 items-center justify-between gap-4">
        <h2 className="text-sm font-semibold">Live now</h2>
        {total > rows.length && (
          <ButtonLink size="sm" variant="ghost" href={listHref({ group: "live", channel: "", trail: [] })}>
            All {total}
          </ButtonLink>
        )}
      </div>
      {rows.length === 0 ? (
        <p className="rounded-lg border border-line bg-panel px-4 py-6 text-center text-sm text-muted">
          Nothing records and nothing uploads.
        </p>
      ) : (
        <Table label="Live now">
          <TableHead>
            <HeadCell>State</HeadCell>
            <HeadCell>Channel</HeadCell>
            <HeadCell className="max-xl:hidden">Mode</HeadCell>
            <HeadCell>
              Started <TimeZoneName />
            </HeadCell>
            <HeadCell isNumeric>Running</HeadCell>
            <HeadCell>Uploaded</HeadCell>
            <HeadCell>Known from</HeadCell>
          </TableHead>
          <tbody>
            {rows.map((row, index) => (
              <LiveRow key={row.recordingId} row={row} isActive={activeIndex === index} keys={rowProps(index)} />
            ))}
          </tbody>
        </Table>
      )}
    </div>
  );
}

function LiveRow({
  row,
  isActive,
  keys,
}: {
  row: OverviewRow;
  isActive: boolean;
  keys: ReturnType<ReturnType<typeof useRowKeys>["rowProps"]>;
}) {
  const words = statusWords[row.status];
  const reason = reasonOf(row.statusReason);
  return (
    <Row isActive={isActive} {...keys}>
      <Cell>
        <Status tone={words.tone}>{words.word}</Status>
        {reason !== null && <span className="ml-2 text-xs text-subtle">{reason.brief}</span>}
      </Cell>
      <Cell>
        <Link href={`/recordings/${row.recordingId}`} className="font-medium underline-offset-2 hover:underline">
          {row.channelName}
        </Link>
      </Cell>
      <Cell className="text-muted max-xl:hidden">{modeWords[row.mode]}</Cell>
      <Cell className="text-muted">
        <Time at={row.startedAt} isZoneShown={false} />
      </Cell>
      <Cell isNumeric>
        <Duration since={row.startedAt} until={row.stoppedAt} />
      </Cell>
      <Cell className="w-32">
        {row.uploadProgress === null ? (
          <span className="text-subtle">–</span>
        ) : (
          // Agora counts in ten-thousandths.
          <Progress label={`Uploaded of ${row.channelName}`} value={row.uploadProgress} max={10_000} />
        )}
      </Cell>
      <Cell className="text-muted">
        {sourceWords[row.statusSource]}, <Time at={row.statusAt} format="age" />
      </Cell>
    </Row>
  );
}
