"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleDot, Plus } from "lucide-react";
import { recordingsOverviewOptions } from "@/lib/features/recordings/queries";
import type { RecordingsOverview } from "@/lib/features/recordings/types";
import { EngineNotice } from "../recordings/engine-notice";
import { Button, ButtonLink } from "../ui/button";
import { Notice } from "../ui/notice";
import { Page, PageHeader } from "../ui/page-header";
import { EmptyState } from "../ui/states";
import { Time } from "../ui/time";
import { LiveNow } from "./live-now";
import { NeedsYou } from "./needs-you";
import { OverviewFigures } from "./overview-figures";

/** What records now, what needs a person, and how much is safe. Renews itself; `initial` is what the server read. */
export function Overview({
  projectId,
  projectName,
  canStart,
  initial,
}: {
  projectId: string;
  projectName: string;
  canStart: boolean;
  initial: RecordingsOverview;
}) {
  const { data, error, refetch, isFetching } = useQuery({
    ...recordingsOverviewOptions(projectId),
    initialData: initial,
    initialDataUpdatedAt: Date.parse(initial.readAt),
  });
  const start = canStart && (
    <ButtonLink href="/recordings/new" variant="primary" icon={<Plus />}>
      Start recording
    </ButtonLink>
  );
  return (
    <Page>
      <PageHeader
        title="Overview"
        description={
          <>
            {projectName}, read <Time at={data.readAt} format="age" />
          </>
        }
        actions={data.hasAny && start}
      />
      {error !== null && (
        <Notice
          tone="warning"
          title="This may be old"
          action={
            <Button size="sm" isLoading={isFetching} onClick={() => void refetch()}>
              Try again
            </Button>
          }
        >
          {error.message} Recordings go on whether or not this page can show them.
        </Notice>
      )}
      {!data.isEngineAlive && <EngineNotice />}
      {data.hasAny ? (
        <>
          <OverviewFigures counts={data.counts} />
          <NeedsYou rows={data.needsPerson} total={data.counts.needsPerson} />
          <LiveNow rows={data.live} total={data.counts.live + data.counts.uploading} />
        </>
      ) : (
        <EmptyState icon={<CircleDot />} title="Nothing has been recorded yet" action={start || undefined}>
          Choose a channel with people in it, a picture layout and a storage profile. While it records you see it here,
          with what needs your attention first.
        </EmptyState>
      )}
    </Page>
  );
}
