import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { authorizeRecording } from "@/app/api/recordings/authorize-recording";
import { LazyLiveLayoutEditor } from "@/components/layout-editor/lazy-editors";
import { isAllowed } from "@/lib/auth/ability";
import { requirePageActor } from "@/lib/auth/actor";
import { createContext, processServices, type Context } from "@/lib/context";
import { TallyError } from "@/lib/errors";
import { recordingLayoutOptions } from "@/lib/features/recordings/queries";
import { getRecordingLayout } from "@/lib/features/recordings/service/get-recording-layout";
import type { RecordingLayoutState } from "@/lib/features/recordings/types";

export const metadata: Metadata = { title: "Layout" };

type Props = { params: Promise<{ recordingId: string }> };

/** The picture of a recording that runs; of one that has ended, what it was. */
export default async function RecordingLayoutPage({ params }: Props) {
  const [actor, { recordingId }] = await Promise.all([requirePageActor(), params]);
  const ctx = createContext(processServices(), { actor });
  const state = await read(ctx, recordingId);
  const canTake = await isAllowed(ctx.db, actor, "recording.updateLayout", state.projectId);
  const client = new QueryClient();
  client.setQueryData(recordingLayoutOptions(recordingId).queryKey, state);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <LazyLiveLayoutEditor recordingId={recordingId} canTake={canTake} />
    </HydrationBoundary>
  );
}

async function read(ctx: Context, recordingId: string): Promise<RecordingLayoutState> {
  try {
    const grant = await authorizeRecording(ctx, recordingId);
    return await getRecordingLayout({ ctx, grant, recordingId });
  } catch (error) {
    // A recording without a composed picture has no such page.
    if (error instanceof TallyError && (error.code === "NOT_FOUND" || error.code === "INVALID")) notFound();
    throw error;
  }
}
