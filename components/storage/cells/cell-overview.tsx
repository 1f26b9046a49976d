"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { RotateCw, Undo2 } from "lucide-react";
import { checkInForceOptions, getCustomRecordingMutation, storageKey } from "@/lib/features/storage/queries";
import type { CellConfiguration, StorageCell } from "@/lib/features/storage/types";
import { Button } from "../../ui/button";
import { DescriptionList } from "../../ui/description-list";
import { Notice } from "../../ui/notice";
import { Skeleton } from "../../ui/skeleton";
import { TechnicalDetails } from "../../ui/states";
import { Status } from "../../ui/status";
import { Cell, HeadCell, Row, Table, TableHead } from "../../ui/table";
import { showToast } from "../../ui/toast-store";
import type { StorageRights } from "../storage-page";
import { CellProof } from "./cell-proof";
import { CheckResult } from "./check-result";
import { bucketOf, cellWords, failureWords, fieldNames, jobWords } from "./words";

/** What holds for a cell now, in what it differs from what was set here, and what proves that it works. */
export function CellOverview({
  cell,
  projectId,
  onReturn,
}: {
  cell: StorageCell;
  projectId: string;
  rights: StorageRights;
  /** Brings a configuration of ours back; absent where the role may not, or nothing was set here. */
  onReturn?: (configuration: CellConfiguration) => void;
}) {
  const queries = useQueryClient();
  const ref = { projectId, entryPoint: cell.entryPoint, flsArea: cell.flsArea };
  const { data: check } = useQuery(checkInForceOptions(ref));
  const ask = useMutation(getCustomRecordingMutation());
  const { tone, label } = cellWords(cell);
  const askAgain = async () => {
    try {
      const { reading } = await ask.mutateAsync(ref);
      if (reading.state === "failed") showToast({ tone: "danger", ...toastOf(reading.failure) });
    } finally {
      await queries.invalidateQueries({ queryKey: storageKey });
    }
  };
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Status tone={tone}>{label}</Status>
        <Button
          size="sm"
          icon={<RotateCw aria-hidden="true" />}
          isLoading={ask.isPending}
          onClick={() => void askAgain()}
        >
          Ask Agora now
        </Button>
      </div>
      <JobNotice cell={cell} />
      <Drift cell={cell} onReturn={onReturn} />
      <Facts cell={cell} />
      <section aria-label="Check" className="flex flex-col gap-2">
        <h3 className="text-sm font-semibold">Last check of the keys set here</h3>
        {check === undefined ? (
          <Skeleton className="h-5 w-2/3" />
        ) : check !== null ? (
          <CheckResult check={check} />
        ) : (
          <p className="text-sm text-subtle">
            {cell.storedKeysId === null
              ? "The keys were not set from here, so they cannot be checked."
              : "Never checked. A check writes a small file with exactly these keys; begin it under Change."}
          </p>
        )}
      </section>
      <CellProof cell={ref} proof={cell.proof} />
    </div>
  );
}

function toastOf(failure: Parameters<typeof failureWords>[0]) {
  const { title, meaning } = failureWords(failure);
  return { title, description: meaning };
}

function JobNotice({ cell: { newest, reading } }: { cell: StorageCell }) {
  if (reading.state === "failed" && (newest === null || newest.job.isTerminal)) {
    const { title, meaning } = failureWords(reading.failure);
    return (
      <Notice tone="unknown" title={title}>
        {meaning}
        <TechnicalDetails
          code={reading.failure.code}
          requestId={reading.failure.requestId ?? undefined}
          raw={reading.failure.message}
        />
      </Notice>
    );
  }
  if (newest === null || (newest.job.state === "done" && newest.job.code === "readBack")) return null;
  const { tone, label, sentence } = jobWords(newest.job);
  return (
    <Notice tone={tone} title={`Change ${newest.version}: ${label}`}>
      {sentence}
      <TechnicalDetails
        code={newest.job.code ?? undefined}
        requestId={newest.job.requestId ?? undefined}
        raw={newest.job.reason ?? undefined}
      />
    </Notice>
  );
}

function Drift({
  cell: { drift, wanted },
  onReturn,
}: {
  cell: StorageCell;
  onReturn?: (configuration: CellConfiguration) => void;
}) {
  if (drift.length === 0 || wanted === null) return null;
  return (
    <section aria-label="Drift" className="flex flex-col gap-2">
      <Notice
        tone="warning"
        title="Agora holds something else than what was set here"
        action={
          onReturn && (
            <Button size="sm" icon={<Undo2 aria-hidden="true" />} onClick={() => onReturn(wanted)}>
              Set it again
            </Button>
          )
        }
      >
        It was changed elsewhere after change {wanted.version}, for instance by another program with the same
        credentials.
      </Notice>
      <Table label="Drift">
        <TableHead>
          <HeadCell>Setting</HeadCell>
          <HeadCell>Set here</HeadCell>
          <HeadCell>At Agora</HeadCell>
        </TableHead>
        <tbody>
          {drift.map(({ field, wanted: ours, seen }) => (
            <Row key={field}>
              <Cell>{fieldNames[field]}</Cell>
              <Cell>{ours}</Cell>
              <Cell className="font-medium text-warning">{field === "secretKey" ? "another secret key" : seen}</Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

function Facts({ cell }: { cell: StorageCell }) {
  const { reading, wanted } = cell;
  if (reading.state === "none") {
    return (
      <p className="text-sm text-muted">Nothing is set for it at Agora, so no stream is recorded to your storage.</p>
    );
  }
  const told = reading.state === "set" ? reading.truth : wanted;
  if (!told) return null;
  const { storage } = told;
  const isOn = (value: boolean | null) => (value === null ? "Not told" : value ? "On" : "Off");
  const bucket = bucketOf(cell);
  return (
    <section aria-label="Configuration" className="flex flex-col gap-2">
      <h3 className="text-sm font-semibold">{reading.state === "set" ? "At Agora now" : "As it was set here last"}</h3>
      <DescriptionList
        columns={2}
        items={[
          { term: "Provider", value: storage?.vendorName },
          {
            term: "Region",
            value:
              storage?.storageRegion == null
                ? undefined
                : `${storage.regionName ?? "Not documented"} (${storage.storageRegion})`,
          },
          { term: "Bucket", value: <Bucket found={bucket} /> },
          { term: "Access key", value: storage?.accessKeyLastFour ? `••••${storage.accessKeyLastFour}` : undefined },
          { term: "HLS", value: isOn(told.isHlsEnabled) },
          { term: "MP4", value: isOn(told.isMp4Enabled) },
          ...(bucket?.isOurs && wanted?.profile ? [{ term: "From profile", value: wanted.profile.name }] : []),
        ]}
      />
    </section>
  );
}

/** Agora's documented answer leaves out the bucket: what was set here is then all that is known. */
function Bucket({ found }: { found: ReturnType<typeof bucketOf> }) {
  if (found === null) return <span className="text-subtle">Agora does not tell it</span>;
  return (
    <>
      <span className="font-mono text-xs">{found.bucket}</span>
      {found.isOurs && <span className="text-subtle"> as set here; Agora does not tell it</span>}
    </>
  );
}
