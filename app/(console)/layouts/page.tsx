import type { Metadata } from "next";
import { LayoutsGallery } from "@/components/layout-editor/layouts-gallery";
import { authorize, isAllowed } from "@/lib/auth/ability";
import { listLayouts } from "@/lib/features/layouts/service/read-layouts";
import { currentProject } from "../current-project";

export const metadata: Metadata = { title: "Layouts" };

export default async function LayoutsPage() {
  const { ctx, project } = await currentProject();
  const { projectId } = project;
  const grant = await authorize(ctx.db, ctx.actor, "layout.read", projectId);
  const [layouts, canSave] = await Promise.all([
    listLayouts({ ctx, grant }),
    isAllowed(ctx.db, ctx.actor, "layout.save", projectId),
  ]);
  return <LayoutsGallery {...{ projectId, layouts, canSave }} />;
}
