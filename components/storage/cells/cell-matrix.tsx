"use client";

import type { StorageCell, StorageMatrix } from "@/lib/features/storage/types";
import { Button } from "../../ui/button";
import { Badge, Status } from "../../ui/status";
import { Cell, HeadCell, Row, Table, TableHead } from "../../ui/table";
import { Time } from "../../ui/time";
import { areaNames, bucketOf, cellWords, doubtWords, fieldNames } from "./words";

/** One row an entry point, one column an area. */
export function CellMatrix({
  matrix,
  onOpen,
  canConfigure,
}: {
  matrix: StorageMatrix;
  onOpen: (cell: StorageCell) => void;
  canConfigure: boolean;
}) {
  const entryPoints = [...new Set(matrix.cells.map(({ entryPoint }) => entryPoint))];
  return (
    <Table label="Entry points">
      <TableHead>
        <HeadCell>Entry point</HeadCell>
        {matrix.areas.map(({ flsArea, publishDomain }) => (
          <HeadCell key={flsArea}>
            {areaNames[flsArea]}
            <span className="pl-2 font-mono font-normal">
              {flsArea}
              {publishDomain !== null && `, ${publishDomain}`}
            </span>
          </HeadCell>
        ))}
      </TableHead>
      <tbody>
        {entryPoints.map((entryPoint) => (
          <Row key={entryPoint}>
            <Cell className="py-3! align-top font-mono text-sm font-medium">{entryPoint}</Cell>
            {matrix.areas.map(({ flsArea }) => {
              const cell = matrix.cells.find((each) => each.entryPoint === entryPoint && each.flsArea === flsArea);
              return (
                <Cell key={flsArea} className="min-w-72 py-3! align-top whitespace-normal!">
                  {cell && <CellFacts cell={cell} onOpen={() => onOpen(cell)} canConfigure={canConfigure} />}
                </Cell>
              );
            })}
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

function CellFacts({ cell, onOpen, canConfigure }: { cell: StorageCell; onOpen: () => void; canConfigure: boolean }) {
  const { entryPoint, flsArea, reading, wanted, newest, drift } = cell;
  const { tone, label } = cellWords(cell);
  const told = reading.state === "set" ? reading.truth : reading.state === "failed" ? wanted : null;
  const storage = told?.storage ?? null;
  const bucket = bucketOf(cell)?.bucket ?? null;
  const isSetUp = canConfigure && reading.state === "none" && newest === null;
  return (
    <div className="flex items-start justify-between gap-4">
      <div className="flex min-w-0 flex-col gap-1">
        <Status tone={tone}>{label}</Status>
        {storage !== null && (
          <p>
            {storage.vendorName}
            {storage.regionName !== null && `, ${storage.regionName}`}
            {bucket !== null && <span className="font-mono text-xs"> {bucket}</span>}
          </p>
        )}
        {told !== null && (
          <p className="flex gap-1">
            <Format name="HLS" isOn={told.isHlsEnabled} />
            <Format name="MP4" isOn={told.isMp4Enabled} />
          </p>
        )}
        {drift.length > 0 && (
          <p className="text-xs text-warning">Differs in {drift.map(({ field }) => fieldNames[field]).join(", ")}</p>
        )}
        <p className="text-xs text-subtle">
          {newest === null ? (
            reading.state === "set" ? (
              "Not set from here"
            ) : (
              "No stream of it is recorded to your storage"
            )
          ) : (
            <>
              Change {newest.version} by {newest.createdBy}, <Time at={newest.createdAt} format="age" />
            </>
          )}
        </p>
        {reading.state !== "none" && <Proof proof={cell.proof} />}
      </div>
      <Button
        size="sm"
        variant={isSetUp ? "primary" : "secondary"}
        aria-label={`${isSetUp ? "Set up" : "Open"} ${entryPoint} in ${areaNames[flsArea]}`}
        onClick={onOpen}
      >
        {isSetUp ? "Set up" : "Open"}
      </Button>
    </div>
  );
}

function Format({ name, isOn }: { name: string; isOn: boolean | null }) {
  if (isOn === null) return null;
  return (
    <Badge tone={isOn ? "accent" : "neutral"} hasDot={false}>
      {name} {isOn ? "on" : "off"}
    </Badge>
  );
}

function Proof({ proof }: { proof: StorageCell["proof"] }) {
  if (proof === null) return <p className="text-xs text-subtle">No file announced yet</p>;
  return (
    <p className="text-xs text-subtle">
      <span className={proof.doubt === null ? "text-ok" : undefined}>File of {proof.streamName} seen</span>{" "}
      <Time at={proof.seenAt} format="age" />
      {proof.doubt !== null && `, ${doubtWords(proof.doubt).short}`}
    </p>
  );
}
