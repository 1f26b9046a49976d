import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ProjectSettings } from "@/components/projects/project-settings";
import { NoProject } from "@/components/projects/no-project";
import { authorize, isAllowed } from "@/lib/auth/ability";
import { env } from "@/lib/env";
import { getProjectSettings } from "@/lib/features/projects/service/read-projects";
import { readProjectChoice } from "../current-project";

export const metadata: Metadata = { title: "Project settings" };

export default async function SettingsPage() {
  const { ctx, project } = await readProjectChoice();
  const canCreate = await isAllowed(ctx.db, ctx.actor, "project.save", null);
  if (project === null) {
    if (canCreate) redirect("/settings/projects/new");
    return <NoProject />;
  }
  const grant = await authorize(ctx.db, ctx.actor, "project.read", project.projectId);
  const [settings, canSave] = await Promise.all([
    getProjectSettings({ ctx, grant, publicUrl: env().publicUrl }),
    isAllowed(ctx.db, ctx.actor, "project.save", project.projectId),
  ]);
  return <ProjectSettings project={settings} canSave={canSave} canCreate={canCreate} />;
}
