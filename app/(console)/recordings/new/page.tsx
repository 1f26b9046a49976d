import { Lock } from "lucide-react";
import type { Metadata } from "next";
import { StartForm } from "@/components/recordings/start/start-form";
import { ButtonLink } from "@/components/ui/button";
import { Page, PageHeader } from "@/components/ui/page-header";
import { EmptyState } from "@/components/ui/states";
import { authorize, isAllowed } from "@/lib/auth/ability";
import { env } from "@/lib/env";
import { getProjectSettings } from "@/lib/features/projects/service/read-projects";
import { currentProject } from "../../current-project";
import { storageChoices } from "../../storage-choices";

export const metadata: Metadata = { title: "Start recording" };

const parents = [{ label: "Recordings", href: "/recordings" }];

export default async function StartRecordingPage() {
  const { ctx, project } = await currentProject();
  const { projectId } = project;
  if (!(await isAllowed(ctx.db, ctx.actor, "recording.start", projectId))) return <NotForThisRole />;
  const mayReadProject = await authorize(ctx.db, ctx.actor, "project.read", projectId);
  const [settings, profiles] = await Promise.all([
    getProjectSettings({ ctx, grant: mayReadProject, publicUrl: env().publicUrl }),
    storageChoices(ctx, projectId),
  ]);
  return (
    <Page width="form">
      <PageHeader
        parents={parents}
        title="Start recording"
        description={`Of a channel or a web page, in ${project.name}.`}
      />
      <StartForm
        // Another project is another form: ids, profiles and tokens are its own.
        key={projectId}
        projectId={projectId}
        hasCertificate={settings.appCertificate !== null}
        profiles={profiles}
      />
    </Page>
  );
}

function NotForThisRole() {
  return (
    <Page width="form">
      <PageHeader parents={parents} title="Start recording" />
      <EmptyState
        icon={<Lock aria-hidden="true" />}
        title="Your role does not include starting recordings"
        action={<ButtonLink href="/recordings">Recordings</ButtonLink>}
      >
        Operators, engineers and admins of the project can start them. Ask an admin of the project for such a role.
      </EmptyState>
    </Page>
  );
}
