"use client";

import { signOut } from "next-auth/react";
import { useRouter } from "next/navigation";
import type { ComponentProps } from "react";
import { Shell } from "@/components/shell/shell";
import { showToast } from "@/components/ui/toast-store";
import { selectProject } from "@/lib/features/projects/actions";

/** The shell with what only this application can do: choose a project, end the session. */
export function ConsoleShell(props: Omit<ComponentProps<typeof Shell>, "onSelectProject" | "onSignOut">) {
  const router = useRouter();
  const choose = async (projectId: string) => {
    const result = await selectProject({ projectId });
    if (result.ok) router.refresh();
    else showToast({ tone: "danger", title: "The project was not changed", description: result.error.message });
  };
  return <Shell {...props} onSelectProject={choose} onSignOut={() => void signOut({ callbackUrl: "/sign-in" })} />;
}
