import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { authorizeRecording } from "@/app/api/recordings/authorize-recording";
import { RecordingPage } from "@/components/recordings/detail/recording-page";
import { isAllowed } from "@/lib/auth/ability";
import { requirePageActor } from "@/lib/auth/actor";
import type { ProjectAction } from "@/lib/features/accounts/constants";
import { createContext, processServices, type Context } from "@/lib/context";
import { TallyError } from "@/lib/errors";
import { recordingDetailOptions } from "@/lib/features/recordings/queries";
import { getRecording } from "@/lib/features/recordings/service/get-recording";
import type { RecordingDetail } from "@/lib/features/recordings/types";
import { storageChoices } from "../../storage-choices";

export const metadata: Metadata = { title: "Recording" };

type Props = { params: Promise<{ recordingId: string }> };

/** Shown in the project it belongs to, whichever the browser has chosen: links to recordings work for everybody who may. */
export default async function RecordingDetailPage({ params }: Props) {
  const [actor, { recordingId }] = await Promise.all([requirePageActor(), params]);
  const ctx = createContext(processServices(), { actor });
  const recording = await read(ctx, recordingId);
  const may = (action: ProjectAction) => isAllowed(ctx.db, actor, action, recording.projectId);
  const [canStart, canClose, canStop, canQuery, canUpdate, canUpdateLayout, profiles] = await Promise.all([
    may("recording.start"),
    may("recording.close"),
    may("recording.stop"),
    may("recording.query"),
    may("recording.update"),
    may("recording.updateLayout"),
    storageChoices(ctx, recording.projectId),
  ]);
  const client = new QueryClient();
  client.setQueryData(recordingDetailOptions(recordingId).queryKey, recording);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <RecordingPage
        recordingId={recordingId}
        rights={{ canStart, canClose, canStop, canQuery, canUpdate, canUpdateLayout }}
        profiles={profiles}
      />
    </HydrationBoundary>
  );
}

async function read(ctx: Context, recordingId: string): Promise<RecordingDetail> {
  try {
    const grant = await authorizeRecording(ctx, recordingId);
    return await getRecording({ ctx, grant, recordingId });
  } catch (error) {
    if (error instanceof TallyError && error.code === "NOT_FOUND") notFound();
    throw error;
  }
}
