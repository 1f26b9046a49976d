"use server";

import { revalidatePath } from "next/cache";
import { action } from "../../actions/action-client";
import { archiveLayoutInput, saveLayoutInput } from "./schema";
import { archiveLayout as archiveVerb } from "./service/archive-layout";
import { saveLayout as saveVerb } from "./service/save-layout";

/** Creates a layout or a new version of one. */
export const saveLayout = action("layout.save", saveLayoutInput, async ({ ctx, grant, input }) => {
  const saved = await saveVerb({ ctx, grant, input });
  revalidatePath("/layouts");
  return saved;
});

/** Takes a layout out of use. */
export const archiveLayout = action("layout.archive", archiveLayoutInput, async ({ ctx, grant, input }) => {
  await archiveVerb({ ctx, grant, input });
  revalidatePath("/layouts");
});
