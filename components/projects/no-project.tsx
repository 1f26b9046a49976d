import { FolderOpen } from "lucide-react";
import { ButtonLink } from "@/components/ui/button";
import { Page, PageHeader } from "@/components/ui/page-header";
import { EmptyState } from "@/components/ui/states";

/** For someone who may see no project: who can change that. */
export function NoProject() {
  return (
    <Page width="form">
      <PageHeader title="Project settings" />
      <EmptyState
        icon={<FolderOpen aria-hidden="true" />}
        title="You have no part in any project"
        action={<ButtonLink href="/settings/account">Your account</ButtonLink>}
      >
        An admin of this installation can give you a role in a project.
      </EmptyState>
    </Page>
  );
}
