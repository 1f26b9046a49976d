"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useId, useRef, useState } from "react";
import { ActionError } from "@/lib/actions/action-error";
import { cellPreviewOptions, setCustomRecordingMutation, storageKey } from "@/lib/features/storage/queries";
import type { SetCustomRecordingInput } from "@/lib/features/storage/schema";
import type { CellPreview } from "@/lib/features/storage/types";
import { Button } from "../../ui/button";
import { CodeBlock } from "../../ui/code-block";
import { FormActions } from "../../ui/form";
import { Notice } from "../../ui/notice";
import { Skeleton } from "../../ui/skeleton";
import { ErrorState } from "../../ui/states";
import { Cell, HeadCell, Row, Table, TableHead } from "../../ui/table";
import { showToast } from "../../ui/toast-store";
import { failureOf, type Failure } from "../action-failure";
import { failureWords, fieldNames, jobWords } from "./words";

const words = {
  refused: "It was not applied",
  unknown: "It is not known whether it was applied",
  next: "Applying it again is safe: if it arrived, the second one is refused.",
};

/** What a change would send and do, before it is sent. */
export function CellReview({
  input,
  onBack,
  onApplied,
}: {
  input: SetCustomRecordingInput;
  onBack: () => void;
  onApplied: () => void;
}) {
  const queries = useQueryClient();
  const [failure, setFailure] = useState<Failure | null>(null);
  const apply = useMutation(setCustomRecordingMutation());
  const { data, error, refetch } = useQuery(cellPreviewOptions(useId(), input));
  const section = useRef<HTMLElement>(null);
  useEffect(() => section.current?.focus(), []);

  const send = async () => {
    setFailure(null);
    try {
      const { job } = await apply.mutateAsync(input);
      const { label, sentence } = jobWords(job);
      if (job.state === "refused") return setFailure({ tone: "danger", title: words.refused, meaning: sentence });
      if (job.state === "failed") return setFailure({ tone: "unknown", title: words.unknown, meaning: sentence });
      showToast({
        title: job.state === "done" ? `${input.entryPoint} is set` : `${input.entryPoint}: ${label}`,
        description: sentence,
      });
      onApplied();
    } catch (thrown) {
      setFailure(failureOf(thrown, words));
      // If it arrived, the page shows it.
      void queries.invalidateQueries({ queryKey: storageKey });
    }
  };

  return (
    <section ref={section} tabIndex={-1} aria-label="Review" className="flex flex-col gap-4 outline-none">
      <h3 className="text-sm font-semibold">Review before it is sent</h3>
      {failure !== null && (
        <Notice tone={failure.tone} isAlert title={failure.title}>
          {failure.meaning}
        </Notice>
      )}
      {error !== null && data === undefined ? (
        <ErrorState
          title="The change cannot be prepared"
          meaning={error instanceof ActionError ? (Object.values(error.fields)[0] ?? error.message) : error.message}
          action={<Button onClick={() => void refetch()}>Try again</Button>}
        />
      ) : data === undefined ? (
        <Skeleton className="h-40 w-full" />
      ) : (
        <Preview preview={data} entryPoint={input.entryPoint} />
      )}
      <FormActions>
        <Button onClick={onBack}>Back</Button>
        <Button variant="primary" disabled={data === undefined} isLoading={apply.isPending} onClick={() => void send()}>
          Apply to {input.entryPoint}
        </Button>
      </FormActions>
    </section>
  );
}

function Preview({ preview, entryPoint }: { preview: CellPreview; entryPoint: string }) {
  const { changes, online, readFailure, json, curl } = preview;
  return (
    <>
      <Notice tone="warning" title={onlineTitle(online, entryPoint)}>
        {online !== null && online.streams.length > 0 && (
          <p>
            Online now: <span className="font-mono text-xs">{online.streams.slice(0, 12).join(", ")}</span>
            {online.streams.length > 12 && ` and ${online.streams.length - 12} more`}
          </p>
        )}
        <p>Whatever is pushed to {entryPoint} afterwards is recorded too. Recording costs begin with it.</p>
      </Notice>
      {readFailure !== null ? (
        <Notice tone="unknown" title={failureWords(readFailure).title}>
          What holds now could not be asked, so no difference is shown. {failureWords(readFailure).meaning}
        </Notice>
      ) : changes.length === 0 ? (
        <Notice tone="neutral" title="Nothing differs from what Agora answers now">
          Applying it sends the same values once more and turns recording on again if it was switched off.
        </Notice>
      ) : (
        <Table label="Differences">
          <TableHead>
            <HeadCell>Setting</HeadCell>
            <HeadCell>Now at Agora</HeadCell>
            <HeadCell>After</HeadCell>
          </TableHead>
          <tbody>
            {changes.map(({ field, from, to }) => (
              <Row key={field}>
                <Cell>{fieldNames[field]}</Cell>
                <Cell className="text-muted">{from}</Cell>
                <Cell className="font-medium">{field === "secretKey" ? "another secret key" : to}</Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      )}
      <details>
        <summary className="w-fit rounded-sm py-1 text-sm text-muted select-none hover:text-fg">
          The exact request, secrets replaced
        </summary>
        <div className="mt-2 flex flex-col gap-3">
          <CodeBlock title="Request" code={json} />
          <CodeBlock title="cURL" code={curl} />
        </div>
      </details>
    </>
  );
}

function onlineTitle(online: CellPreview["online"], entryPoint: string): string {
  if (online === null)
    return `This turns recording on for all streams of ${entryPoint}; Agora did not say which are online`;
  const count = online.streams.length;
  if (count === 0) return `This turns recording on for all streams of ${entryPoint}; none is online now`;
  return count === 1
    ? `This turns recording on for the one stream of ${entryPoint} that is online, and for all to come`
    : `This turns recording on for all ${count} streams of ${entryPoint}`;
}
