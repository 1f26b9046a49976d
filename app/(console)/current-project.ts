import "server-only";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { requirePageActor } from "@/lib/auth/actor";
import { createContext, processServices, type Context } from "@/lib/context";
import { projectCookie } from "@/lib/features/projects/constants";
import { listProjects } from "@/lib/features/projects/service/read-projects";
import type { ProjectSummary } from "@/lib/features/projects/types";

export type ProjectChoice = { ctx: Context; projects: ProjectSummary[]; project: ProjectSummary | null };

/**
 * Who is signed in, the projects they may see and the one they chose last (else the first). Read once per request, from
 * the session row. Says nothing about what they may do there: pages ask `authorize` for that.
 */
export const readProjectChoice = cache(async (): Promise<ProjectChoice> => {
  const actor = await requirePageActor();
  const ctx = createContext(processServices(), { actor });
  const projects = await listProjects({ ctx });
  const chosenId = (await cookies()).get(projectCookie)?.value;
  return { ctx, projects, project: projects.find(({ projectId }) => projectId === chosenId) ?? projects[0] ?? null };
});

/** For pages of a project: without any project there is only the settings page, which makes the first. */
export async function currentProject(): Promise<{ ctx: Context; project: ProjectSummary }> {
  const { ctx, project } = await readProjectChoice();
  if (project === null) redirect("/settings");
  return { ctx, project };
}
