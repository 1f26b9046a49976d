import type { Metadata } from "next";
import { LazySavedLayoutEditor } from "@/components/layout-editor/lazy-editors";
import { authorize, isAllowed } from "@/lib/auth/ability";
import { currentProject } from "../../current-project";

export const metadata: Metadata = { title: "New layout" };

export default async function NewLayoutPage() {
  const { ctx, project } = await currentProject();
  const { projectId } = project;
  await authorize(ctx.db, ctx.actor, "layout.read", projectId);
  const canSave = await isAllowed(ctx.db, ctx.actor, "layout.save", projectId);
  // Another project is another layout.
  return <LazySavedLayoutEditor key={projectId} projectId={projectId} layout={null} canSave={canSave} />;
}
