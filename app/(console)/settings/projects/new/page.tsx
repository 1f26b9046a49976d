import type { Metadata } from "next";
import { ProjectForm } from "@/components/projects/project-form";
import { Page, PageHeader } from "@/components/ui/page-header";
import { authorize } from "@/lib/auth/ability";
import { readProjectChoice } from "../../../current-project";

export const metadata: Metadata = { title: "New project" };

export default async function NewProjectPage() {
  const { ctx } = await readProjectChoice();
  await authorize(ctx.db, ctx.actor, "project.save", null);
  return (
    <Page width="form">
      <PageHeader title="New project" parents={[{ label: "Settings", href: "/settings" }]} />
      <ProjectForm />
    </Page>
  );
}
