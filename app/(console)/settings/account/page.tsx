import type { Metadata } from "next";
import { ChangePasswordForm } from "@/components/accounts/change-password-form";
import { Notice } from "@/components/ui/notice";
import { Page, PageHeader, Panel } from "@/components/ui/page-header";
import { requirePageActor } from "@/lib/auth/actor";
import { readViewer } from "@/lib/auth/session";
import { readProjectChoice } from "../../current-project";

export const metadata: Metadata = { title: "Your account" };

export default async function AccountPage() {
  const actor = await requirePageActor();
  const { ctx } = await readProjectChoice();
  const viewer = await readViewer(ctx.db, actor);
  return (
    <Page width="form">
      <PageHeader
        title="Your account"
        description={viewer ? `${viewer.name}, ${viewer.email}` : actor.name}
        parents={[{ label: "Settings", href: "/settings" }]}
      />
      {viewer?.mustChangePassword && (
        <Notice tone="warning" title="You still use the first password">
          It was printed when Tally started and lies in a file on that machine. Choose one of your own; the file is
          removed then.
        </Notice>
      )}
      <Panel title="Password" description="Your other sessions are signed out when it changes.">
        <ChangePasswordForm />
      </Panel>
    </Page>
  );
}
