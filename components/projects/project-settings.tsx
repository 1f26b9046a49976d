import { Plus } from "lucide-react";
import { ButtonLink } from "@/components/ui/button";
import { CopyId } from "@/components/ui/copy";
import { DescriptionList } from "@/components/ui/description-list";
import { Page, PageHeader, Panel } from "@/components/ui/page-header";
import { Badge } from "@/components/ui/status";
import { Time } from "@/components/ui/time";
import type { ProjectSettings as Settings, SecretDescription } from "@/lib/features/projects/types";
import { ProjectForm } from "./project-form";

/** The settings page of a project: the form for those who may change it, the facts for everyone else. */
export function ProjectSettings({
  project,
  canSave,
  canCreate,
}: {
  project: Settings;
  canSave: boolean;
  canCreate: boolean;
}) {
  return (
    <Page width="form">
      <PageHeader
        title="Project settings"
        status={<Badge hasDot={false}>{project.kind === "sandbox" ? "Local sandbox" : "Agora project"}</Badge>}
        actions={
          <>
            <ButtonLink href="/settings/account">Your account</ButtonLink>
            {canCreate && (
              <ButtonLink href="/settings/projects/new" icon={<Plus aria-hidden="true" />}>
                New project
              </ButtonLink>
            )}
          </>
        }
      />
      {canSave ? <ProjectForm key={project.projectId} project={project} /> : <ProjectFacts project={project} />}
    </Page>
  );
}

function ProjectFacts({ project }: { project: Settings }) {
  return (
    <Panel title={project.name} description="An admin of this project can change its settings.">
      <DescriptionList
        items={[
          { term: "App ID", value: <CopyId value={project.appId} label="App ID" /> },
          { term: "Hosts", value: project.apiHosts.join(", ") },
          { term: "Customer secret", value: <Stored secret={project.customerSecret} /> },
          { term: "App Certificate", value: <Stored secret={project.appCertificate} /> },
          { term: "Notifications", value: <Stored secret={project.notificationSecrets.cloudRecording} /> },
        ]}
      />
    </Panel>
  );
}

function Stored({ secret }: { secret: SecretDescription | null }) {
  if (!secret) return "Not set";
  return (
    <>
      Set <Time at={secret.setAt} format="age" />
    </>
  );
}
