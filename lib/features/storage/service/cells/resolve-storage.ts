import "server-only";
import { isRegionless } from "@/lib/agora/live-streaming/catalogue";
import { Secret } from "@/lib/agora/secret";
import type { Context } from "@/lib/context";
import type { Database, Transaction } from "@/lib/db/client";
import { readSecret } from "@/lib/db/secrets";
import { TallyError } from "@/lib/errors";
import { liveVendors, type LiveVendor } from "../../constants";
import { findCurrentVersion, keyOwner } from "../../data";
import {
  cellKeyOwner,
  findCellConfiguration,
  findStorageRow,
  readLiveVendor,
  type CellConfigurationRow,
  type CellRef,
} from "../../data/cells";
import type { CheckStorageInput, SetCustomRecordingInput } from "../../schema";
import { requireLiveRegion } from "./words";

/** A storage with its keys, wherever they come from. */
export type ResolvedStorage = {
  vendor: LiveVendor;
  storageRegion: number | null;
  bucket: string;
  accessKey: Secret;
  secretKey: Secret;
  storageVersionId: string | null;
};

type Needs = Pick<Context, "box"> & { db: Database | Transaction };
type StorageInput = CellRef &
  Pick<
    SetCustomRecordingInput | CheckStorageInput,
    "source" | "profileId" | "vendor" | "storageRegion" | "bucket" | "accessKey" | "secretKey" | "fromId"
  > & { hasStorage?: boolean };

/**
 * The storage that an input names, with typed keys or stored ones; null where Agora's is left as it is: for `keep`, and for
 * an earlier configuration that stands on no storage of ours.
 * @throws TallyError INVALID with the field: a profile or configuration that is gone, a vendor or region that live
 *   streaming does not know, keys that are not stored
 */
export async function resolveStorage(
  ctx: Needs,
  projectId: string,
  input: StorageInput,
): Promise<ResolvedStorage | null> {
  if (input.source === "keep") return null;
  if (input.source === "profile") return ofProfile(ctx, projectId, input.profileId);
  const from = input.fromId === null ? null : await findEarlier(ctx.db, projectId, input, input.fromId);
  if (input.source === "earlier") {
    const storageRow = from && (await findStorageRow(ctx.db, from));
    if (storageRow) return ofRow(ctx, storageRow);
    if (input.hasStorage === false) throw new TallyError("INVALID", "The first configuration needs the storage.");
    return null;
  }
  const { vendor, bucket } = input;
  const storageRegion = isRegionless(vendor) ? null : input.storageRegion;
  requireLiveRegion(vendor, storageRegion);
  const key = async (name: "accessKey" | "secretKey") =>
    new Secret(input[name] === "" && from ? await storedKey(ctx, cellKeyOwner, from.id, name) : input[name]);
  return {
    vendor,
    storageRegion,
    bucket,
    accessKey: await key("accessKey"),
    secretKey: await key("secretKey"),
    storageVersionId: null,
  };
}

/** Storage of the row itself, with its keys. @throws TallyError INVALID where it has none */
export async function ofRow(ctx: Needs, row: CellConfigurationRow): Promise<ResolvedStorage> {
  if (row.vendor === null || row.bucket === null) {
    throw new TallyError("INVALID", "This configuration did not set any storage.");
  }
  const [accessKey, secretKey] = await Promise.all([
    storedKey(ctx, cellKeyOwner, row.id, "accessKey"),
    storedKey(ctx, cellKeyOwner, row.id, "secretKey"),
  ]);
  return {
    vendor: readLiveVendor(row.vendor),
    storageRegion: row.storageRegion,
    bucket: row.bucket,
    accessKey: new Secret(accessKey),
    secretKey: new Secret(secretKey),
    storageVersionId: row.storageVersionId,
  };
}

async function ofProfile(ctx: Needs, projectId: string, profileId: string): Promise<ResolvedStorage> {
  const invalid = (sentence: string) => new TallyError("INVALID", `${sentence}.`, { fields: { profileId: sentence } });
  const version = await findCurrentVersion(ctx.db, projectId, profileId);
  if (!version) throw invalid("This storage profile no longer exists. Choose another one");
  const vendor = liveVendors.find((known) => known === version.vendor);
  if (vendor === undefined) throw invalid("Live streaming cannot write to the provider of this profile");
  const storageRegion = isRegionless(vendor) ? null : version.storageRegion;
  requireLiveRegion(vendor, storageRegion);
  const [accessKey, secretKey] = await Promise.all([
    storedKey(ctx, keyOwner, version.id, "accessKey"),
    storedKey(ctx, keyOwner, version.id, "secretKey"),
  ]);
  return {
    vendor,
    storageRegion,
    bucket: version.bucket,
    accessKey: new Secret(accessKey),
    secretKey: new Secret(secretKey),
    storageVersionId: version.id,
  };
}

async function findEarlier(
  db: Database | Transaction,
  projectId: string,
  cell: CellRef,
  configurationId: string,
): Promise<CellConfigurationRow> {
  const row = await findCellConfiguration(db, projectId, configurationId);
  // Keys of another cell may be another team's: only the cell's own history can be drawn on.
  if (!row || row.entryPoint !== cell.entryPoint || row.flsArea !== cell.flsArea) {
    throw new TallyError("INVALID", "The earlier configuration no longer exists. Reload the page.");
  }
  return row;
}

async function storedKey({ db, box }: Needs, ownerTable: string, ownerId: string, name: string): Promise<string> {
  const value = await readSecret(db, box, { ownerTable, ownerId, name });
  if (value !== null) return value;
  throw new TallyError("INVALID", "The stored keys are missing. Enter them again.", {
    fields: { [name]: "Nothing is stored. Enter it" },
  });
}
