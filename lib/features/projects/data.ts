import "server-only";
import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { Database, Transaction } from "../../db/client";
import { memberships, projects, secrets } from "../../db/schema";
import type { ProjectSummary, SecretDescription } from "./types";

type Reader = Database | Transaction;

/** The table whose rows own a project's secrets. */
export const secretOwner = "projects";

export type ProjectRow = typeof projects.$inferSelect;

const summary = { projectId: projects.id, name: projects.name, kind: projects.kind, appId: projects.appId };

/** Live projects a person may see, by name: all for an admin of the installation, else those with a membership. */
export async function listProjectsOf(
  db: Reader,
  person: { userId: string; installationRole: "admin" | null },
): Promise<ProjectSummary[]> {
  if (person.installationRole === "admin") {
    return db.select(summary).from(projects).where(isNull(projects.archivedAt)).orderBy(asc(projects.name));
  }
  const mine = db.select({ id: memberships.projectId }).from(memberships).where(eq(memberships.userId, person.userId));
  return db
    .select(summary)
    .from(projects)
    .where(and(isNull(projects.archivedAt), inArray(projects.id, mine)))
    .orderBy(asc(projects.name));
}

/** One live project; null when there is none. */
export async function findProject(db: Reader, projectId: string): Promise<ProjectRow | null> {
  const [row] = await db
    .select()
    .from(projects)
    .where(and(eq(projects.id, projectId), isNull(projects.archivedAt)));
  return row ?? null;
}

/** Which secrets a project has, by name, as screens may know them. */
export async function describeProjectSecrets(db: Reader, projectId: string): Promise<Map<string, SecretDescription>> {
  const rows = await db
    .select({ name: secrets.name, lastFour: secrets.lastFour, createdAt: secrets.createdAt })
    .from(secrets)
    .where(and(eq(secrets.ownerTable, secretOwner), eq(secrets.ownerId, projectId), secrets.isCurrent));
  return new Map(rows.map((row) => [row.name, { lastFour: row.lastFour, setAt: row.createdAt.toISOString() }]));
}

/** The store that stands for every vendor and region of a sandbox project; null for a real one. */
export function sandboxStoreOf(
  row: Pick<ProjectRow, "objectStoreEndpoint" | "settings">,
): { endpoint: string; region: string } | null {
  if (row.objectStoreEndpoint === null) return null;
  const region = row.settings["objectStoreRegion"];
  return { endpoint: row.objectStoreEndpoint, region: typeof region === "string" ? region : "us-east-1" };
}
