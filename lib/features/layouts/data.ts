import "server-only";
import { and, asc, eq, isNull } from "drizzle-orm";
import type { Database, Transaction } from "../../db/client";
import { layouts, layoutVersions, users } from "../../db/schema";
import { layoutDocument } from "./schema";
import type { SavedLayout } from "./types";

type Reader = Database | Transaction;

/** The live layouts of a project by name, or one of them. */
export async function selectLayouts(db: Reader, projectId: string, layoutId?: string): Promise<SavedLayout[]> {
  const rows = await db
    .select({ layout: layouts, version: layoutVersions, by: users.name })
    .from(layouts)
    .innerJoin(
      layoutVersions,
      and(eq(layoutVersions.layoutId, layouts.id), eq(layoutVersions.version, layouts.currentVersion)),
    )
    .leftJoin(users, eq(users.id, layoutVersions.createdBy))
    .where(
      and(
        eq(layouts.projectId, projectId),
        isNull(layouts.archivedAt),
        layoutId === undefined ? undefined : eq(layouts.id, layoutId),
      ),
    )
    .orderBy(asc(layouts.name));
  return rows.map(({ layout, version, by }) => ({
    layoutId: layout.id,
    projectId,
    name: layout.name,
    version: version.version,
    document: layoutDocument.parse(version.document),
    updatedAt: version.createdAt.toISOString(),
    updatedBy: by,
  }));
}

/** The project of a live layout; null when there is none. */
export async function findProjectOfLayout(db: Reader, layoutId: string): Promise<string | null> {
  const [row] = await db
    .select({ projectId: layouts.projectId })
    .from(layouts)
    .where(and(eq(layouts.id, layoutId), isNull(layouts.archivedAt)));
  return row?.projectId ?? null;
}

/** The live layout of this project with this id, locked for a change. */
export async function lockLayout(tx: Transaction, projectId: string, layoutId: string) {
  const [row] = await tx
    .select()
    .from(layouts)
    .where(and(eq(layouts.id, layoutId), eq(layouts.projectId, projectId), isNull(layouts.archivedAt)))
    .for("update");
  return row ?? null;
}

/** Which live layout of a project has a name. */
export async function findByName(db: Reader, projectId: string, name: string): Promise<string | null> {
  const [row] = await db
    .select({ id: layouts.id })
    .from(layouts)
    .where(and(eq(layouts.projectId, projectId), eq(layouts.name, name), isNull(layouts.archivedAt)));
  return row?.id ?? null;
}
