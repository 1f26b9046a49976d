"use server";

import { revalidatePath } from "next/cache";
import { action } from "../../actions/action-client";
import {
  archiveStorageProfileInput,
  callOffCustomRecordingInput,
  cellInput,
  checkStorageInput,
  saveStorageProfileInput,
  setCustomRecordingInput,
} from "./schema";
import { archiveStorageProfile as archiveVerb } from "./service/archive-profile";
import { callOffCell } from "./service/cells/call-off";
import { previewCell } from "./service/cells/preview-cell";
import { getCustomRecording as getVerb } from "./service/cells/read-cell";
import { setCell } from "./service/cells/set-cell";
import { checkStorage as checkVerb } from "./service/check/check-storage";
import { saveStorageProfile as saveVerb } from "./service/save-profile";

/** Creates a storage profile or a new version of one; keys left empty keep what is stored. */
export const saveStorageProfile = action("storage.save", saveStorageProfileInput, async ({ ctx, grant, input }) => {
  const saved = await saveVerb({ ctx, grant, input });
  revalidatePath("/storage");
  return saved;
});

/** Takes a storage profile out of use. */
export const archiveStorageProfile = action(
  "storage.archive",
  archiveStorageProfileInput,
  async ({ ctx, grant, input }) => {
    await archiveVerb({ ctx, grant, input });
    revalidatePath("/storage");
  },
);

/** Wants another recording configuration for an entry point in one area; returns what is known of it after two seconds. */
export const setCustomRecording = action("storage.configure", setCustomRecordingInput, async ({ ctx, grant, input }) =>
  setCell({ ctx, grant, input }),
);

/** Takes such a change back while it was not sent yet. */
export const callOffCustomRecording = action(
  "storage.callOff",
  callOffCustomRecordingInput,
  async ({ ctx, grant, input }) => callOffCell({ ctx, grant, input }),
);

/** What that would send and change. Changes nothing. */
export const previewCustomRecording = action(
  "storage.configure",
  setCustomRecordingInput,
  async ({ ctx, grant, input }) => previewCell({ ctx, grant, input }),
);

/** Asks Agora how an entry point records in one area, now. */
export const getCustomRecording = action("storage.read", cellInput, async ({ ctx, grant, input }) =>
  getVerb({ ctx, grant, cell: input }),
);

/** Writes a small object with exactly these keys, and says what came of it. */
export const checkStorage = action("storage.check", checkStorageInput, async ({ ctx, grant, input }) =>
  checkVerb({ ctx, grant, input }),
);
