import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { authorizeRecording } from "@/app/api/recordings/authorize-recording";
import { RecordingPage } from "@/components/recordings/detail/recording-page";
import { isAllowed } from "@/lib/auth/ability";
import { requirePageActor } from "@/lib/auth/actor";
import { createContext, processServices, type Context } from "@/lib/context";
import { TallyError } from "@/lib/errors";
import { recordingDetailOptions } from "@/lib/features/recordings/queries";
import { getRecording } from "@/lib/features/recordings/service/get-recording";
import type { RecordingDetail } from "@/lib/features/recordings/types";

export const metadata: Metadata = { title: "Recording" };

type Props = { params: Promise<{ recordingId: string }> };

/** Shown in the project it belongs to, whichever the browser has chosen: links to recordings work for everybody who may. */
export default async function RecordingDetailPage({ params }: Props) {
  const [actor, { recordingId }] = await Promise.all([requirePageActor(), params]);
  const ctx = createContext(processServices(), { actor });
  const recording = await read(ctx, recordingId);
  const may = (action: "recording.stop" | "recording.query" | "recording.update" | "recording.updateLayout") =>
    isAllowed(ctx.db, actor, action, recording.projectId);
  const [canStop, canQuery, canUpdate, canUpdateLayout] = await Promise.all([
    may("recording.stop"),
    may("recording.query"),
    may("recording.update"),
    may("recording.updateLayout"),
  ]);
  const client = new QueryClient();
  client.setQueryData(recordingDetailOptions(recordingId).queryKey, recording);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <RecordingPage recordingId={recordingId} rights={{ canStop, canQuery, canUpdate, canUpdateLayout }} />
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
