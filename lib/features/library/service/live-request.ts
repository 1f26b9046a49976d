import "server-only";
import type { CreateClipInput, CreateSnapshotInput } from "@/lib/agora/live-streaming/input";
import type { StreamPlace } from "../types";

/**
 * An item in the client's words. A time that is null is left out, which is how Agora is told "the latest file" (FLS
 * contract §2.6); a clip always has a start.
 */
export function toLiveRequest(item: StreamPlace & { fileName: string; startsAt: Date | null; endsAt: Date | null }): {
  clip: CreateClipInput;
  snapshot: CreateSnapshotInput;
} {
  const { entryPoint, flsArea, streamName, fileName, startsAt, endsAt } = item;
  const place = { entryPoint, flsArea, streamName, fileName };
  return {
    clip: { ...place, startsAt: startsAt ?? new Date(Number.NaN), ...(endsAt === null ? {} : { endsAt }) },
    snapshot: { ...place, ...(startsAt === null ? {} : { takenAt: startsAt }) },
  };
}
