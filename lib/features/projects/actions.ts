"use server";

import { revalidatePath } from "next/cache";
import { cookies } from "next/headers";
import { action } from "../../actions/action-client";
import { projectCookie } from "./constants";
import { saveProjectInput, selectProjectInput } from "./schema";
import { saveProject as saveProjectVerb } from "./service/save-project";

const yearSeconds = 365 * 24 * 60 * 60;

/** Creates or changes a project; secrets left empty keep what is stored. */
export const saveProject = action("project.save", saveProjectInput, async ({ ctx, grant, input }) => {
  const saved = await saveProjectVerb({ ctx, grant, input });
  revalidatePath("/", "layout");
  return saved;
});

/** Remembers which project this browser shows. */
export const selectProject = action("project.select", selectProjectInput, async ({ grant }) => {
  (await cookies()).set(projectCookie, grant.projectId, {
    httpOnly: true,
    sameSite: "lax",
    secure: true,
    path: "/",
    maxAge: yearSeconds,
  });
  revalidatePath("/", "layout");
});
