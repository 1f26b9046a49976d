import "server-only";
import { eq, isNull } from "drizzle-orm";
import { endpointOf } from "../../../agora/cloud-recording/catalogue";
import type { Context } from "../../../context";
import { projects, storageProfileVersions } from "../../../db/schema";
import { sandboxStoreOf } from "../../projects/data";
import { readVendor } from "../data";

/**
 * The origins of every bucket that a page may load pictures and recordings from, for the content security policy. Old
 * versions of a profile count: recordings made with them still play. Buckets that cannot be read here (no S3 interface)
 * and addresses that cannot be built are left out.
 */
export async function listMediaOrigins(ctx: Pick<Context, "db">): Promise<string[]> {
  const rows = await ctx.db
    .selectDistinct({
      vendor: storageProfileVersions.vendor,
      storageRegion: storageProfileVersions.storageRegion,
      bucket: storageProfileVersions.bucket,
      endpoint: storageProfileVersions.endpoint,
      settings: projects.settings,
      objectStoreEndpoint: projects.objectStoreEndpoint,
    })
    .from(storageProfileVersions)
    .innerJoin(projects, eq(projects.id, storageProfileVersions.projectId))
    .where(isNull(projects.archivedAt));
  const origins = new Set<string>();
  for (const row of rows) {
    try {
      const location = { ...row, vendor: readVendor(row.vendor), store: sandboxStoreOf(row) };
      const endpoint = endpointOf(location);
      if (endpoint.protocol === "s3") origins.add(new URL(endpoint.bucketUrl).origin);
    } catch {
      // A region or an endpoint the catalogue does not know: such a bucket cannot be played from either.
    }
  }
  return [...origins].toSorted();
}
