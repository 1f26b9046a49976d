import "server-only";
import { flsCatalogue } from "@/lib/agora/live-streaming/catalogue";
import { checkOutcomes, checkTimes, type CheckOutcome, type LiveVendor } from "../../constants";
import { readLiveVendor } from "../../data/cells";
import type { CheckRow } from "../../data/checks";
import type { StorageCheck } from "../../types";

/** A check for screens; one whose process ended before its result is `lost`. */
export function toCheck(row: CheckRow, now: Date): StorageCheck {
  const vendor = readLiveVendor(row.vendor);
  const text = (name: string) => {
    const value = row.details[name];
    return typeof value === "string" ? value : null;
  };
  const outcome = outcomeOf(row, now);
  const rightRegionCode = outcome === "wrongRegion" ? text("region") : null;
  const right = rightRegionCode === null ? null : regionBySigningName(vendor, rightRegionCode);
  return {
    checkId: row.id,
    outcome,
    vendor,
    storageRegion: row.storageRegion,
    bucket: row.bucket,
    objectKey: text("objectKey"),
    storeCode: text("storeCode"),
    rightRegionCode,
    rightRegion: right?.number ?? null,
    rightRegionName: right?.name ?? null,
    reason: text("reason"),
    latencyMs: row.latencyMs,
    checkedBy: row.byName ?? "The system",
    checkedAt: row.checkedAt.toISOString(),
  };
}

function outcomeOf({ outcome, checkedAt }: CheckRow, now: Date): CheckOutcome {
  const known = checkOutcomes.find((each) => each === outcome) ?? "lost";
  return known === "running" && now.getTime() - checkedAt.getTime() > checkTimes.lostAfterMs ? "lost" : known;
}

/** The region of Agora's list that a store's own name for a region stands for. */
function regionBySigningName(vendor: LiveVendor, code: string) {
  const { regions } = flsCatalogue[vendor];
  return regions.find(({ signingRegion, isOffered }) => isOffered && signingRegion === code) ?? null;
}
