import "server-only";
import { eq, isNull } from "drizzle-orm";
import { endpointOf } from "../../../agora/cloud-recording/catalogue";
import type { Context } from "../../../context";
import { projects, storageProfileVersions } from "../../../db/schema";
import { sandboxStoreOf } from "../../projects/data";
import { readVendor } from "../data";

/**
 * The origins of every bucket that a page may load pictures and recordings from, for the content security policy. Old
 * versions of a profile count: recordings made with them still play. The store of a sandbox project counts before its
 * first profile, because a page keeps the policy it was loaded with. Buckets that cannot be read here (no S3 interface)
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
    .from(projects)
    .leftJoin(storageProfileVersions, eq(storageProfileVersions.projectId, projects.id))
    .where(isNull(projects.archivedAt));
  const origins = new Set(rows.map((row) => originOf(row)).filter((origin) => origin !== null));
  return [...origins].toSorted();
}

type Row = Parameters<typeof sandboxStoreOf>[0] & {
  vendor: string | null;
  storageRegion: number | null;
  bucket: string | null;
  endpoint: string | null;
};

function originOf(row: Row): string | null {
  const store = sandboxStoreOf(row);
  const { vendor, storageRegion, bucket } = row;
  try {
    if (store) return new URL(store.endpoint).origin;
    if (vendor === null || storageRegion === null || bucket === null) return null;
    const location = endpointOf({ vendor: readVendor(vendor), storageRegion, bucket, endpoint: row.endpoint });
    return location.protocol === "s3" ? new URL(location.bucketUrl).origin : null;
  } catch {
    return null; // A region or an endpoint the catalogue does not know: such a bucket cannot be played from either.
  }
}
