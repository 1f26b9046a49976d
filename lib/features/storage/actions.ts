"use server";

import { revalidatePath } from "next/cache";
import { action } from "../../actions/action-client";
import { archiveStorageProfileInput, saveStorageProfileInput } from "./schema";
import { archiveStorageProfile as archiveVerb } from "./service/archive-profile";
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
