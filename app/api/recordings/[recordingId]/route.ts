import { guardedGet } from "@/lib/auth/route-guard";
import { createContext, processServices } from "@/lib/context";
import { getRecording } from "@/lib/features/recordings/service/get-recording";
import { authorizeRecording } from "../authorize-recording";

/** One recording with its timeline, calls and files. */
export const GET = guardedGet<{ recordingId: string }>(async ({ params: { recordingId }, ...caller }) => {
  const ctx = createContext(processServices(), caller);
  const grant = await authorizeRecording(ctx, recordingId);
  return Response.json(await getRecording({ ctx, grant, recordingId }));
});
