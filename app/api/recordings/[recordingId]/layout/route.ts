import { guardedGet } from "@/lib/auth/route-guard";
import { createContext, processServices } from "@/lib/context";
import { getRecordingLayout } from "@/lib/features/recordings/service/get-recording-layout";
import { authorizeRecording } from "../../authorize-recording";

/** The layout of a recording and every one that was ordered. */
export const GET = guardedGet<{ recordingId: string }>(async ({ params: { recordingId }, ...caller }) => {
  const ctx = createContext(processServices(), caller);
  const grant = await authorizeRecording(ctx, recordingId);
  return Response.json(await getRecordingLayout({ ctx, grant, recordingId }));
});
