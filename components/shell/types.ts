import type { Viewer } from "@/lib/features/accounts/types";
import type { ProjectSummary } from "@/lib/features/projects/types";

/** What the shell shows of a project. A sandbox is marked, so that nobody mistakes it for a paid recording. */
export type ShellProject = Pick<ProjectSummary, "projectId" | "name" | "kind">;

/** What the shell shows of the person who is signed in. */
export type ShellUser = Pick<Viewer, "name" | "email" | "isInstallationAdmin" | "rolesByProject">;

/** What a person is in a project, in a word; null without a project or a role in it. */
export function roleName(user: ShellUser, projectId: string | null): string | null {
  if (user.isInstallationAdmin) return "Admin";
  const role = projectId === null ? undefined : user.rolesByProject[projectId];
  return role === undefined ? null : role.charAt(0).toUpperCase() + role.slice(1);
}
