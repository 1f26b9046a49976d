import "server-only";
import { AgoraRefused } from "@/lib/agora/errors";
import type { CustomRecordingResult } from "@/lib/agora/live-streaming/results";
import type { LiveReads } from "@/lib/context";
import type { SecretBox } from "@/lib/db/secrets";
import type { CellRef } from "../../data/cells";
import type { ComparableCell } from "../../lifecycle";

/** Agora's answer as it can be compared and kept: its keys as fingerprints only. */
export function toComparable(box: SecretBox, read: CustomRecordingResult): ComparableCell {
  const { isHlsEnabled, isMp4Enabled, storage } = read;
  const fingerprint = (key: { reveal(): string } | null) => key && box.fingerprint(key.reveal());
  return {
    isHlsEnabled,
    isMp4Enabled,
    storage: storage && {
      vendor: storage.vendor,
      storageRegion: storage.storageRegion,
      bucket: storage.bucket,
      accessKeyFingerprint: fingerprint(storage.accessKey),
      secretKeyFingerprint: fingerprint(storage.secretKey),
    },
  };
}

/**
 * Reads a cell's configuration from Agora; null when nothing is set. An answer without any field means the same as a 404:
 * no page says which of the two Agora gives before the first configuration (FLS contract §2.3).
 * @throws AgoraError
 */
export async function readCustomRecording(
  live: LiveReads,
  cell: CellRef,
  signal?: AbortSignal,
): Promise<CustomRecordingResult | null> {
  try {
    const read = await live.getCustomRecording(cell, { signal });
    const isEmpty = read.isHlsEnabled === null && read.isMp4Enabled === null && read.storage === null;
    return isEmpty ? null : read;
  } catch (error) {
    if (error instanceof AgoraRefused && error.isNotFound) return null;
    throw error;
  }
}
