"use client";

import { useQuery } from "@tanstack/react-query";
import { RadioTower, RotateCw } from "lucide-react";
import { useState } from "react";
import { storageMatrixOptions } from "@/lib/features/storage/queries";
import type { LiveVendorOption, StorageCell, StorageMatrix, StorageProfile } from "@/lib/features/storage/types";
import { ReadFailure } from "../../recordings/read-failure";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { EmptyState } from "../../ui/states";
import { LoadingWords, SkeletonRows } from "../../ui/skeleton";
import { HeadCell, Table, TableHead } from "../../ui/table";
import { Time } from "../../ui/time";
import { SectionHead } from "../section-head";
import type { StorageRights } from "../storage-page";
import { CellMatrix } from "./cell-matrix";
import { CellSheet } from "./cell-sheet";
import { areaNames, failureWords, unlikePoints } from "./words";

type Props = {
  projectId: string;
  profiles: readonly StorageProfile[];
  vendors: readonly LiveVendorOption[];
  rights: StorageRights;
};

/** Entry points by areas with what Agora answers about each now, and the sheet that changes one. */
export function EntryPoints({ projectId, profiles, vendors, rights }: Props) {
  const [allAreas, setAllAreas] = useState(false);
  /** As it was last read: one reading that fails does not take away what is open, nor what was typed into it. */
  const [opened, setOpened] = useState<StorageCell | null>(null);
  const { data, error, refetch, isFetching } = useQuery(storageMatrixOptions(projectId, allAreas));
  const found = opened && data?.cells.find((each) => isSame(each, opened));
  if (found && found !== opened) setOpened(found);
  return (
    <section className="flex flex-col gap-3">
      <SectionHead
        title="Entry points"
        about="Custom recording of live streams: what is set for an entry point applies to every stream in it."
      >
        {data && (
          <div className="flex items-center gap-3 text-xs text-subtle">
            <span>
              Agora asked <Time at={data.readAt} format="age" />
            </span>
            <Button
              size="sm"
              isLoading={isFetching}
              icon={<RotateCw aria-hidden="true" />}
              onClick={() => void refetch()}
            >
              Ask again
            </Button>
          </div>
        )}
      </SectionHead>
      {error !== null && data === undefined ? (
        <ReadFailure error={error} title="The entry points could not be read" onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Waiting />
      ) : (
        <Loaded matrix={data} onOpen={setOpened} canConfigure={rights.canConfigure} />
      )}
      {data && data.otherAreas.length > 0 && data.state === "read" && (
        <p className="text-xs text-subtle">
          Areas without a publish domain are left out: {data.otherAreas.map((area) => areaNames[area]).join(", ")}.{" "}
          <button
            type="button"
            className="rounded-sm text-accent hover:underline coarse:min-h-11"
            onClick={() => setAllAreas(true)}
          >
            Show all areas
          </button>
        </p>
      )}
      <CellSheet {...{ projectId, profiles, vendors, rights }} cell={opened} onClose={() => setOpened(null)} />
    </section>
  );
}

function isSame(one: Pick<StorageCell, "entryPoint" | "flsArea">, other: typeof one): boolean {
  return one.entryPoint === other.entryPoint && one.flsArea === other.flsArea;
}

function Waiting() {
  return (
    <>
      <LoadingWords>Asking Agora for the entry points</LoadingWords>
      <Table label="Entry points">
        <TableHead>
          <HeadCell>Entry point</HeadCell>
          <HeadCell>Asking Agora</HeadCell>
        </TableHead>
        <SkeletonRows columns={2} rows={2} />
      </Table>
    </>
  );
}

function Loaded({
  matrix,
  onOpen,
  canConfigure,
}: {
  matrix: StorageMatrix;
  onOpen: (cell: StorageCell) => void;
  canConfigure: boolean;
}) {
  const failure = matrix.state === "failed" ? matrix.failure : null;
  const words = failure && failureWords(failure);
  const unlike = unlikePoints(matrix.cells);
  return (
    <>
      {words && (
        <Notice tone="unknown" title={words.title}>
          {words.meaning}{" "}
          {matrix.cells.length > 0 && "Below is what was set here last; whether it still holds is unknown."}
        </Notice>
      )}
      {matrix.cells.length > 0 && <CellMatrix {...{ matrix, onOpen, canConfigure }} />}
      {unlike && (
        <Notice tone="neutral" title="Agora asks that all entry points of a project record alike">
          Set: <span className="font-mono text-xs">{unlike.set.join(", ")}</span>. Not set:{" "}
          <span className="font-mono text-xs">{unlike.unset.join(", ")}</span>. It takes either; what it does with the
          difference is not documented.
        </Notice>
      )}
      {matrix.cells.length === 0 && failure === null && (
        <EmptyState icon={<RadioTower aria-hidden="true" />} title="Agora lists no entry point">
          Live streaming has an entry point named live once it is enabled for this App ID at Agora.
        </EmptyState>
      )}
    </>
  );
}
