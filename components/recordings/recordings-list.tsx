"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { CircleDot, Link2 } from "lucide-react";
import { useRouter, useSearchParams } from "next/navigation";
import { useMemo, useRef, useState } from "react";
import { recordingListOptions } from "@/lib/features/recordings/queries";
import type { ForeignRecording } from "@/lib/features/recordings/types";
import { useCommands } from "../shell/commands";
import { Button, ButtonLink } from "../ui/button";
import { SearchInput } from "../ui/input";
import { Notice } from "../ui/notice";
import { Page, PageHeader } from "../ui/page-header";
import { Segmented } from "../ui/radio-cards";
import { LoadingWords } from "../ui/skeleton";
import { EmptyState } from "../ui/states";
import { AccountNotices } from "./account-notices";
import { AdoptDialog } from "./foreign/adopt-dialog";
import { ForeignPanel, type ForeignRights } from "./foreign/foreign-panel";
import { listHref, listQueryOf, readListView, type ListView, type StatusGroup } from "./list-url";
import { ReadFailure } from "./read-failure";
import { RecordingsTable } from "./recordings-table";
import type { StorageChoice } from "./start/types";
import { useStopDialog } from "./stop-recording";

const groups: readonly { value: StatusGroup; label: string }[] = [
  { value: "all", label: "All" },
  { value: "live", label: "Live" },
  { value: "ending", label: "Ending" },
  { value: "attention", label: "Needs you" },
  { value: "safe", label: "Safe" },
];

/** Every recording of a project, newest first. The address holds the filters and the page. */
export function RecordingsList({
  projectId,
  canStart,
  rights,
  profiles,
}: {
  projectId: string;
  canStart: boolean;
  rights: ForeignRights & { canRetry: boolean };
  /** Empty unless one may adopt. */
  profiles: readonly StorageChoice[];
}) {
  const { canStop, canAdopt } = rights;
  const [adopting, setAdopting] = useState<{ foreign: ForeignRecording | null } | null>(null);
  const router = useRouter();
  const view = readListView(useSearchParams());
  const searchRef = useRef<HTMLInputElement>(null);
  const { askToStop, dialog } = useStopDialog();
  const { data, error, isPlaceholderData, refetch } = useQuery({
    ...recordingListOptions(listQueryOf(projectId, view)),
    placeholderData: keepPreviousData,
  });
  useStartCommand(canStart);

  // The history of the browser follows; the server is not asked for the page again.
  const show = (change: Partial<ListView>) =>
    window.history.replaceState(null, "", listHref({ ...view, trail: [], ...change }));
  const isFiltered = view.group !== "all" || view.channel !== "";

  return (
    <Page>
      <PageHeader
        title="Recordings"
        description="What this console records of channels, with why each state is believed."
        actions={
          <>
            {canAdopt && (
              <Button icon={<Link2 aria-hidden="true" />} onClick={() => setAdopting({ foreign: null })}>
                Adopt
              </Button>
            )}
            {canStart && <StartLink />}
          </>
        }
      />
      <AccountNotices projectId={projectId} canRetry={rights.canRetry} />
      <ForeignPanel {...{ projectId, rights }} onAdopt={(foreign) => setAdopting({ foreign })} />
      <search className="flex flex-wrap items-center gap-3">
        <Segmented
          label="Show recordings"
          options={groups}
          value={view.group}
          onValueChange={(group) => show({ group })}
        />
        <SearchInput
          ref={searchRef}
          label="Channel"
          placeholder="Channel"
          className="w-56"
          maxLength={63}
          value={view.channel}
          onChange={(event) => show({ channel: event.target.value })}
        />
      </search>
      {error !== null && data !== undefined && (
        <Notice
          tone="warning"
          isAlert
          title="The list could not be brought up to date"
          action={<Retry onPress={refetch} />}
        >
          {error.message}
        </Notice>
      )}
      {data === undefined && error === null && <LoadingWords>Loading the recordings</LoadingWords>}
      {data === undefined && error !== null ? (
        <ReadFailure error={error} title="The recordings could not be read" onRetry={() => void refetch()} />
      ) : data !== undefined && data.items.length === 0 && view.trail.length === 0 ? (
        isFiltered ? (
          <NoMatch onClear={() => show({ group: "all", channel: "" })} />
        ) : (
          <NothingYet canStart={canStart} />
        )
      ) : (
        <RecordingsTable
          page={data}
          isStale={isPlaceholderData}
          searchRef={searchRef}
          onOpen={(recordingId) => router.push(`/recordings/${recordingId}`)}
          onStop={canStop ? askToStop : undefined}
        />
      )}
      {data !== undefined && (view.trail.length > 0 || data.nextCursor !== null) && (
        <nav aria-label="Pages" className="flex justify-end gap-2">
          <Button disabled={view.trail.length === 0} onClick={() => show({ trail: view.trail.slice(0, -1) })}>
            Newer
          </Button>
          <Button
            disabled={data.nextCursor === null || isPlaceholderData}
            onClick={() => data.nextCursor !== null && show({ trail: [...view.trail, data.nextCursor] })}
          >
            Older
          </Button>
        </nav>
      )}
      {dialog}
      {adopting !== null && <AdoptDialog {...{ projectId, profiles, ...adopting }} onClose={() => setAdopting(null)} />}
    </Page>
  );
}

function useStartCommand(canStart: boolean): void {
  const router = useRouter();
  useCommands(
    useMemo(
      () => [
        {
          id: "recording.start",
          label: "Start recording",
          group: "Recordings",
          icon: <CircleDot />,
          isEnabled: () => canStart,
          run: () => router.push("/recordings/new"),
        },
      ],
      [router, canStart],
    ),
  );
}

function StartLink() {
  return (
    <ButtonLink href="/recordings/new" variant="primary" icon={<CircleDot aria-hidden="true" />}>
      Start recording
    </ButtonLink>
  );
}

function Retry({ onPress }: { onPress: () => unknown }) {
  return (
    <Button size="sm" onClick={() => void onPress()}>
      Try again
    </Button>
  );
}

function NothingYet({ canStart }: { canStart: boolean }) {
  return (
    <EmptyState icon={<CircleDot aria-hidden="true" />} title="No recording yet" action={canStart && <StartLink />}>
      {canStart
        ? "Name a channel, choose a layout and where the files go. It is listed here with its state from the first second, and played here when it is in your bucket."
        : "Recordings that operators of this project start are listed here."}
    </EmptyState>
  );
}

function NoMatch({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState title="No recording matches" action={<Button onClick={onClear}>Show all recordings</Button>}>
      Channels are matched by any part of their name, with capital and small letters told apart.
    </EmptyState>
  );
}
