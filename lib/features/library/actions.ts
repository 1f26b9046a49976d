"use server";

import { action } from "../../actions/action-client";
import {
  createClipInput,
  createSnapshotInput,
  listRecordingFilesInput,
  retryItemInput,
  savePlaybackInput,
} from "./schema";
import { clipOrder, createClip as createClipVerb } from "./service/create-clip";
import { createSnapshot as createSnapshotVerb, snapshotOrder } from "./service/create-snapshot";
import { listRecordingFiles as listFilesVerb } from "./service/list-recording-files";
import { previewItem } from "./service/preview-item";
import { retryItem as retryVerb } from "./service/retry-item";
import { savePlayback as savePlaybackVerb } from "./service/save-playback";

/** Orders a clip of a standard recording. The same `itemId` again is the same clip. */
export const createClip = action("library.createClip", createClipInput, createClipVerb);

/** Orders a snapshot of a standard recording. The same `itemId` again is the same snapshot. */
export const createSnapshot = action("library.createSnapshot", createSnapshotInput, createSnapshotVerb);

/** The request that such an order would send. Nothing is ordered. */
export const previewClip = action("library.createClip", createClipInput, async ({ ctx, grant, input }) =>
  previewItem(ctx, clipOrder(grant.projectId, input)),
);

/** The request that such an order would send. Nothing is ordered. */
export const previewSnapshot = action("library.createSnapshot", createSnapshotInput, async ({ ctx, grant, input }) =>
  previewItem(ctx, snapshotOrder(grant.projectId, input)),
);

/** Orders the same once more under a name that is free. */
export const retryItem = action("library.retryItem", retryItemInput, retryVerb);

/** Has Agora asked now for a stream's recordings, also for days that are remembered. */
export const listRecordingFiles = action("library.listFiles", listRecordingFilesInput, listFilesVerb);

/** Sets where a project's files at Agora are played from. */
export const savePlayback = action("library.savePlayback", savePlaybackInput, savePlaybackVerb);
