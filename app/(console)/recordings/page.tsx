import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { listQueryOf, readListView } from "@/components/recordings/list-url";
import { RecordingsList } from "@/components/recordings/recordings-list";
import { authorize, isAllowed } from "@/lib/auth/ability";
import {
  accountTroublesOptions,
  foreignRecordingsOptions,
  recordingListOptions,
} from "@/lib/features/recordings/queries";
import { listRecordingsInput } from "@/lib/features/recordings/schema";
import type { ProjectAction } from "@/lib/features/accounts/constants";
import { listAccountTroubles } from "@/lib/features/recordings/service/account-troubles";
import { listForeign } from "@/lib/features/recordings/service/foreign/foreign-recordings";
import { listRecordings } from "@/lib/features/recordings/service/list-recordings";
import { currentProject } from "../current-project";
import { storageChoices } from "../storage-choices";

export const metadata: Metadata = { title: "Recordings" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function RecordingsPage({ searchParams }: Props) {
  const { ctx, project } = await currentProject();
  const { projectId } = project;
  const grant = await authorize(ctx.db, ctx.actor, "recording.read", projectId);
  const query = listQueryOf(projectId, readListView(toParams(await searchParams)));
  const client = new QueryClient();
  const may = (action: ProjectAction) => isAllowed(ctx.db, ctx.actor, action, projectId);
  const [canStart, canStop, canAdopt, canClose, canRetry] = await Promise.all([
    may("recording.start"),
    may("recording.stop"),
    may("recording.adopt"),
    may("recording.close"),
    may("recording.retryCredentials"),
    client.prefetchQuery({
      ...accountTroublesOptions(projectId),
      queryFn: () => listAccountTroubles({ ctx, grant }),
    }),
    client.prefetchQuery({
      ...foreignRecordingsOptions(projectId),
      queryFn: () => listForeign({ ctx, grant }),
    }),
    // A cursor that is none of ours is told by the list itself, which asks again.
    client.prefetchQuery({
      ...recordingListOptions(query),
      queryFn: () => listRecordings({ ctx, grant, input: listRecordingsInput.parse(query) }),
    }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <RecordingsList
        projectId={projectId}
        canStart={canStart}
        rights={{ canStop, canAdopt, canClose, canRetry }}
        profiles={canAdopt ? await storageChoices(ctx, projectId) : []}
      />
    </HydrationBoundary>
  );
}

function toParams(values: Record<string, string | string[] | undefined>): URLSearchParams {
  return new URLSearchParams(
    Object.entries(values).flatMap(([name, value]) => [value ?? []].flat().map((one): [string, string] => [name, one])),
  );
}
