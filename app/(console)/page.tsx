import type { Metadata } from "next";
import { Overview } from "@/components/overview/overview";
import { Page, PageHeader } from "@/components/ui/page-header";
import { EmptyState } from "@/components/ui/states";
import { authorize, isAllowed } from "@/lib/auth/ability";
import { readOverview } from "@/lib/features/recordings/service/read-overview";
import { currentProject } from "./current-project";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage() {
  const { ctx, project } = await currentProject();
  const { projectId, name } = project;
  // Everyone who signs in lands here, also those whose role has other pages only.
  if (!(await isAllowed(ctx.db, ctx.actor, "recording.read", projectId))) return <NotForThisRole projectName={name} />;
  const grant = await authorize(ctx.db, ctx.actor, "recording.read", projectId);
  const [overview, canStart] = await Promise.all([
    readOverview({ ctx, grant }),
    isAllowed(ctx.db, ctx.actor, "recording.start", projectId),
  ]);
  // A project of its own starts with its own figures, not with those of the one before.
  return <Overview key={projectId} {...{ projectId, canStart }} projectName={name} initial={overview} />;
}

function NotForThisRole({ projectName }: { projectName: string }) {
  return (
    <Page width="form">
      <PageHeader title="Overview" />
      <EmptyState title="Your role does not include recordings">
        Ask an admin of {projectName} for a role that does, or choose another project.
      </EmptyState>
    </Page>
  );
}
