import { projectPermissions, type ProjectAction, type Role } from "@/lib/features/accounts/constants";
import type { Viewer } from "@/lib/features/accounts/types";
import type { ProjectSummary } from "@/lib/features/projects/types";

/** What the shell shows of a project. A sandbox is marked, so that nobody mistakes it for a paid recording. */
export type ShellProject = Pick<ProjectSummary, "projectId" | "name" | "kind">;

/** What the shell shows of the person who is signed in. */
export type ShellUser = Pick<Viewer, "name" | "email" | "isInstallationAdmin" | "rolesByProject">;

/**
 * Whether to offer an act of a project. The server decides again when it is asked; this only keeps what would be refused
 * out of sight.
 */
export function mayDo(user: ShellUser, action: ProjectAction, projectId: string | null): boolean {
  if (projectId === null) return false;
  if (user.isInstallationAdmin) return true;
  const role = user.rolesByProject[projectId];
  const allowed: readonly Role[] = projectPermissions[action];
  return role !== undefined && allowed.includes(role);
}

/** What a person is in a project, in a word; null without a project or a role in it. */
export function roleName(user: ShellUser, projectId: string | null): string | null {
  if (user.isInstallationAdmin) return "Admin";
  const role = projectId === null ? undefined : user.rolesByProject[projectId];
  return role === undefined ? null : role.charAt(0).toUpperCase() + role.slice(1);
}
