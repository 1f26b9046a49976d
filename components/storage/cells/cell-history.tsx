"use client";

import { useQuery } from "@tanstack/react-query";
import { History, Undo2 } from "lucide-react";
import { cellHistoryOptions } from "@/lib/features/storage/queries";
import type { CellInput } from "@/lib/features/storage/schema";
import type { CellConfiguration } from "@/lib/features/storage/types";
import { ReadFailure } from "../../recordings/read-failure";
import { Button } from "../../ui/button";
import { LoadingWords, SkeletonRows } from "../../ui/skeleton";
import { EmptyState } from "../../ui/states";
import { Status } from "../../ui/status";
import { Cell, HeadCell, Row, Table, TableHead } from "../../ui/table";
import { Time } from "../../ui/time";
import { jobWords } from "./words";

/** Every change of a cell that was ordered here, with what came of it, each one to be brought back. */
export function CellHistory({
  cell,
  onReturn,
}: {
  cell: CellInput;
  onReturn?: (configuration: CellConfiguration) => void;
}) {
  const { data, error, refetch } = useQuery(cellHistoryOptions(cell));
  if (error !== null && data === undefined) {
    return <ReadFailure error={error} title="The history could not be read" onRetry={() => void refetch()} />;
  }
  if (data?.length === 0) {
    return (
      <EmptyState icon={<History aria-hidden="true" />} title="Nothing was set from here yet">
        Every change is kept with who made it and what came of it, and can be brought back.
      </EmptyState>
    );
  }
  return (
    <Table label="History">
      <TableHead>
        <HeadCell>Change</HeadCell>
        <HeadCell>Outcome</HeadCell>
        <HeadCell>Storage</HeadCell>
        <HeadCell>Formats</HeadCell>
        <HeadCell isHidden isPinned>
          Actions
        </HeadCell>
      </TableHead>
      {data === undefined ? (
        <SkeletonRows columns={5} rows={3} />
      ) : (
        <tbody>
          {data.map((each) => (
            <HistoryRow key={each.configurationId} configuration={each} onReturn={onReturn} />
          ))}
        </tbody>
      )}
      {data === undefined && (
        <caption className="sr-only">
          <LoadingWords>Loading the history</LoadingWords>
        </caption>
      )}
    </Table>
  );
}

function HistoryRow({
  configuration,
  onReturn,
}: {
  configuration: CellConfiguration;
  onReturn?: (configuration: CellConfiguration) => void;
}) {
  const { version, createdBy, createdAt, storage, isHlsEnabled, isMp4Enabled, restoredFromVersion, job } =
    configuration;
  const { tone, label } = jobWords(job);
  const formats = [isHlsEnabled && "HLS", isMp4Enabled && "MP4"].filter(Boolean).join(", ");
  return (
    <Row>
      <Cell className="py-2!">
        <span className="font-medium tabular-nums">{version}</span>{" "}
        {restoredFromVersion !== null && <span className="text-subtle">(back to {restoredFromVersion})</span>}
        <span className="block text-xs text-subtle">
          {createdBy}, <Time at={createdAt} format="age" />
        </span>
      </Cell>
      <Cell>
        <Status tone={tone}>{label}</Status>
      </Cell>
      <Cell className="py-2!">
        {storage === null ? (
          <span className="text-subtle">left as it was</span>
        ) : (
          <>
            {storage.vendorName}
            <span className="block font-mono text-xs text-muted">{storage.bucket}</span>
          </>
        )}
      </Cell>
      <Cell>{formats === "" ? "None" : formats}</Cell>
      <Cell isPinned className="text-right">
        {onReturn && job.isTerminal && (
          <Button
            size="sm"
            icon={<Undo2 aria-hidden="true" />}
            aria-label={`Return to change ${version}`}
            onClick={() => onReturn(configuration)}
          >
            Return
          </Button>
        )}
      </Cell>
    </Row>
  );
}
