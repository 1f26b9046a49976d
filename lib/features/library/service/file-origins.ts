import "server-only";
import { isNull } from "drizzle-orm";
import type { Context } from "@/lib/context";
import { projects } from "@/lib/db/schema";
import { hostOf, templateOf } from "./playback";

/** The origins of every project's recorded files at Agora, for the content security policy of pages that play them. */
export async function listFileOrigins(ctx: Pick<Context, "db">): Promise<string[]> {
  const rows = await ctx.db.select().from(projects).where(isNull(projects.archivedAt));
  const origins = rows.flatMap((row) => {
    const template = templateOf(row);
    if (template === null) return [];
    const address = template.replaceAll("{host}", hostOf(row)).replaceAll("{fileName}", "file");
    return URL.canParse(address) ? [new URL(address).origin] : [];
  });
  return [...new Set(origins)].toSorted();
}
