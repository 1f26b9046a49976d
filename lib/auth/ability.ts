import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import type { Actor } from "@/lib/db/actor";
import type { Database } from "@/lib/db/client";
import { memberships, projects } from "@/lib/db/schema";
import { TallyError } from "@/lib/errors";
import {
  installationActions,
  ownActions,
  projectPermissions,
  type Action,
  type ProjectAction,
  type Role,
} from "@/lib/features/accounts/constants";
import type { Authorized, AuthorizedInProject } from "@/lib/features/accounts/types";

export type { Action } from "@/lib/features/accounts/constants";
export type { Authorized, AuthorizedInProject } from "@/lib/features/accounts/types";

/** What an actor is towards a project: `none` is also what everyone is towards a project that does not exist. */
export type Standing = Role | "installationAdmin" | "none";

/**
 * The rule itself, without IO. A project action without a project concerns the installation: only its admins.
 * An action that is in no table is refused, or a misspelt one would be open to all.
 */
export function allows(standing: Standing, action: Action, projectId: string | null): boolean {
  if (isOwn(action)) return true;
  if (standing === "installationAdmin") return isInstallation(action) || isOfProject(action);
  if (standing === "none" || projectId === null || !isOfProject(action)) return false;
  const roles: readonly Role[] = projectPermissions[action];
  return roles.includes(standing);
}

/**
 * Checks that the actor may do the action in the project and returns the proof that verbs ask for.
 * @throws TallyError NOT_FOUND for a project one has no part in (as for one that does not exist), FORBIDDEN otherwise.
 */
export async function authorize<A extends Action>(
  db: Database,
  actor: Actor,
  action: A,
  projectId: string,
): Promise<AuthorizedInProject<A>>;
export async function authorize<A extends Action>(
  db: Database,
  actor: Actor,
  action: A,
  projectId: string | null,
): Promise<Authorized<A>>;
export async function authorize<A extends Action>(
  db: Database,
  actor: Actor,
  action: A,
  projectId: string | null,
): Promise<Authorized<A>> {
  const standing = await standingIn(db, actor, projectId);
  if (projectId !== null && standing === "none") throw new TallyError("NOT_FOUND", "There is no such project.");
  if (!allows(standing, action, projectId)) {
    throw new TallyError("FORBIDDEN", "Your role does not include this. Ask an admin of the project.");
  }
  return grant(action, projectId);
}

/** Whether the actor may: for screens that hide what would be refused. The verb still asks for the grant. */
export async function isAllowed(
  db: Database,
  actor: Actor,
  action: Action,
  projectId: string | null,
): Promise<boolean> {
  return allows(await standingIn(db, actor, projectId), action, projectId);
}

/** The projects in which the actor may do the action. */
export async function projectsAllowing(db: Database, actor: Actor, action: ProjectAction): Promise<string[]> {
  if (actor.kind !== "user") return [];
  const rows = await db
    .select({ id: projects.id, role: memberships.role })
    .from(projects)
    .leftJoin(memberships, and(eq(memberships.projectId, projects.id), eq(memberships.userId, actor.userId)))
    .where(isNull(projects.archivedAt));
  const standing = (role: Role | null) => (actor.installationRole === "admin" ? "installationAdmin" : (role ?? "none"));
  return rows.filter(({ id, role }) => allows(standing(role), action, id)).map(({ id }) => id);
}

/**
 * The proof for what no person asks for, such as what a first start seeds. A machine has no role to check, so being one
 * is what is checked.
 * @throws TallyError FORBIDDEN for any other actor
 */
export function grantToSystem<A extends ProjectAction>(
  actor: Actor,
  action: A,
  projectId: string,
): AuthorizedInProject<A> {
  if (actor.kind !== "system") throw new TallyError("FORBIDDEN", "Only the system itself may do this.");
  return grant(action, projectId) as AuthorizedInProject<A>; // The project was just given.
}

/** Read from the database every time: a role taken away counts with the next request. */
async function standingIn(db: Database, actor: Actor, projectId: string | null): Promise<Standing> {
  if (actor.kind !== "user") return "none"; // Machines have no role: the engine and the notifications do no actions.
  const isAdmin = actor.installationRole === "admin";
  if (projectId === null) return isAdmin ? "installationAdmin" : "none";
  const [row] = await db
    .select({ role: memberships.role })
    .from(projects)
    .leftJoin(memberships, and(eq(memberships.projectId, projects.id), eq(memberships.userId, actor.userId)))
    .where(and(eq(projects.id, projectId), isNull(projects.archivedAt)));
  if (!row) return "none";
  return isAdmin ? "installationAdmin" : (row.role ?? "none");
}

/** The one cast that makes a grant: the mark exists for the compiler only, so that no literal can pass for one. */
function grant<A extends Action>(action: A, projectId: string | null): Authorized<A> {
  return Object.freeze({ action, projectId }) as Authorized<A>;
}

function isOfProject(action: string): action is ProjectAction {
  return Object.hasOwn(projectPermissions, action);
}
function isInstallation(action: string): boolean {
  return installationActions.some((name) => name === action);
}
function isOwn(action: string): boolean {
  return ownActions.some((name) => name === action);
}
