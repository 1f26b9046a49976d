"use client";

import type { ComponentProps } from "react";
import { Shell } from "@/components/shell/shell";
import { showToast } from "@/components/ui/toast-store";
import { selectProject } from "@/lib/features/projects/actions";

/** The shell with what only this application can do: choose a project, end the session. */
export function ConsoleShell(props: Omit<ComponentProps<typeof Shell>, "onSelectProject" | "onSignOut">) {
  return <Shell {...props} onSelectProject={choose} onSignOut={() => void leave()} />;
}

/** The action renders the pages anew, so there is nothing to refresh here. */
async function choose(projectId: string): Promise<boolean> {
  const result = await selectProject({ projectId });
  if (result.ok) return true;
  showToast({ tone: "danger", title: "The project was not changed", description: result.error.message });
  return false;
}

/** Fetched on the way out: no page needs it before. */
async function leave(): Promise<void> {
  const { signOut } = await import("next-auth/react");
  await signOut({ callbackUrl: "/sign-in" });
}
