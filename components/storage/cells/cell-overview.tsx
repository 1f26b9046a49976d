"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { RotateCw, Undo2 } from "lucide-react";
import { getCustomRecordingMutation, storageKey } from "@/lib/features/storage/queries";
import type { CheckStorageInput } from "@/lib/features/storage/schema";
import type { CellConfiguration, StorageCell } from "@/lib/features/storage/types";
import { Button } from "../../ui/button";
import { DescriptionList } from "../../ui/description-list";
import { Notice } from "../../ui/notice";
import { Status } from "../../ui/status";
import { Cell, HeadCell, Row, Table, TableHead } from "../../ui/table";
import { showToast } from "../../ui/toast-store";
import { failureOf } from "../action-failure";
import { CellProof } from "./cell-proof";
import { CheckInForce } from "./check-in-force";
import { JobNotice } from "./job-notice";
import { bucketOf, cellWords, driftSentence, failureWords, fieldNames } from "./words";

/** What holds for a cell now, in what it differs from what was set here, and what proves that it works. */
export function CellOverview({
  cell,
  projectId,
  checkInput,
  canCallOff,
  onReturn,
}: {
  cell: StorageCell;
  projectId: string;
  /** What a check of the keys in force tries; null where there are none of ours, or the role may not. */
  checkInput: CheckStorageInput | null;
  canCallOff: boolean;
  /** Brings a configuration of ours back; absent where the role may not, or nothing was set here. */
  onReturn?: (configuration: CellConfiguration) => void;
}) {
  const queries = useQueryClient();
  const ref = { projectId, entryPoint: cell.entryPoint, flsArea: cell.flsArea };
  const ask = useMutation(getCustomRecordingMutation());
  const { tone, label } = cellWords(cell);
  const askAgain = async () => {
    try {
      const { reading } = await ask.mutateAsync(ref);
      if (reading.state === "failed") showToast({ tone: "danger", ...toastOf(reading.failure) });
    } catch (error) {
      const { title, meaning, ...failure } = failureOf(error, askFailure);
      showToast({ ...failure, title, description: meaning });
    }
    await queries.invalidateQueries({ queryKey: storageKey });
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
      <JobNotice {...{ cell, projectId, canCallOff }} />
      <Drift cell={cell} onReturn={onReturn} />
      <Facts cell={cell} />
      <CheckInForce cell={ref} isOurs={cell.storedKeysId !== null} input={checkInput} />
      <CellProof cell={ref} proof={cell.proof} />
    </div>
  );
}

const askFailure = {
  refused: "Agora was not asked",
  unknown: "It is not known what Agora answered",
  next: "Ask once more in a moment.",
};

function toastOf(failure: Parameters<typeof failureWords>[0]) {
  const { title, meaning } = failureWords(failure);
  return { title, description: meaning };
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
        {driftSentence(wanted)}
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
