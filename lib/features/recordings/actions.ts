"use server";

import { revalidatePath } from "next/cache";
import { action } from "../../actions/action-client";
import {
  queryRecordingInput,
  readRequestInput,
  startRecordingInput,
  stopRecordingInput,
  updateRecordingInput,
  updateRecordingLayoutInput,
} from "./schema";
import {
  adoptRecordingInput,
  closeForeignInput,
  closeRecordingInput,
  retryCredentialsInput,
  startTwinInput,
  stopForeignInput,
} from "./schema/foreign";
import { retryCredentials as retryVerb } from "./service/account-troubles";
import { adoptRecording as adoptVerb } from "./service/adopt-recording";
import { closeRecording as closeVerb } from "./service/close-recording";
import { closeForeign as closeForeignVerb, stopForeign as stopForeignVerb } from "./service/foreign/foreign-recordings";
import { readRequest as readRequestVerb, writeRequest as writeRequestVerb } from "./service/hand-written";
import { previewStart as previewVerb } from "./service/preview-start";
import { queryRecording as queryVerb } from "./service/query-recording";
import { startRecording as startVerb } from "./service/start-recording";
import { startTwin as twinVerb } from "./service/start-twin";
import { stopRecording as stopVerb } from "./service/stop-recording";
import { updateRecording as updateVerb } from "./service/update-recording";
import { updateRecordingLayout as updateLayoutVerb } from "./service/update-recording-layout";

/** Orders a recording: acquire and start, as one unit. The same `recordingId` again is the same recording. */
export const startRecording = action("recording.start", startRecordingInput, async ({ ctx, grant, input }) => {
  const outcome = await startVerb({ ctx, grant, input });
  revalidatePath("/recordings");
  return outcome;
});

/** The requests that such an order would send, secrets replaced. Nothing is ordered. */
export const previewRecording = action("recording.start", startRecordingInput, previewVerb);

/** Such an order as JSON in Agora's words, to be changed by hand. Nothing is ordered. */
export const writeRequest = action("recording.start", startRecordingInput, writeRequestVerb);

/** What was written by hand, checked by the rules of what is sent. Nothing is ordered. */
export const readRequest = action("recording.start", readRequestInput, readRequestVerb);

/** Orders a recording's end. */
export const stopRecording = action("recording.stop", stopRecordingInput, async ({ ctx, grant, input }) => {
  const outcome = await stopVerb({ ctx, grant, input });
  revalidatePath("/recordings");
  return outcome;
});

/** Orders a second recording beside one that runs, away from its servers. */
export const startTwin = action("recording.start", startTwinInput, async ({ ctx, grant, input }) => {
  const outcome = await twinVerb({ ctx, grant, input });
  revalidatePath("/recordings");
  return outcome;
});

/** Has credentials tried again that Agora refused. */
export const retryCredentials = action("recording.retryCredentials", retryCredentialsInput, retryVerb);

/** Takes over a recording that was started elsewhere. */
export const adoptRecording = action("recording.adopt", adoptRecordingInput, async ({ ctx, grant, input }) => {
  const outcome = await adoptVerb({ ctx, grant, input });
  revalidatePath("/recordings");
  return outcome;
});

/** Gives a recording up by hand, with a reason. */
export const closeRecording = action("recording.close", closeRecordingInput, closeVerb);

/** Orders the end of a recording that is none of ours. */
export const stopForeign = action("recording.stop", stopForeignInput, stopForeignVerb);

/** Takes a recording that is none of ours from the list, with a reason. */
export const closeForeign = action("recording.close", closeForeignInput, closeForeignVerb);

/** Has a recording looked at now, at Agora or in the bucket. */
export const queryRecording = action("recording.query", queryRecordingInput, queryVerb);

/** Orders another layout, as a whole, for a recording that runs. */
export const updateRecordingLayout = action(
  "recording.updateLayout",
  updateRecordingLayoutInput,
  async ({ ctx, grant, input }) => updateLayoutVerb({ ctx, grant, input }),
);

/** Orders other streams, a hold or another push address, as a whole, for a recording that runs. */
export const updateRecording = action("recording.update", updateRecordingInput, async ({ ctx, grant, input }) =>
  updateVerb({ ctx, grant, input }),
);
