import "server-only";
import { z } from "zod";
import { AgoraRefused, AgoraError } from "@/lib/agora/errors";
import type { SetCustomRecordingInput } from "@/lib/agora/live-streaming/input";
import { describeSetCustomRecording } from "@/lib/agora/live-streaming/requests/settings";
import { Secret } from "@/lib/agora/secret";
import type { Context } from "@/lib/context";
import { readSecret } from "@/lib/db/secrets";
import { TallyError } from "@/lib/errors";
import { liveHandler, type LiveStep, type LiveVerdict } from "../../../live-jobs/service/handler";
import { flsAreas, type FlsArea } from "../../constants";
import { cellKeyOwner, findCellConfiguration, readLiveVendor, type CellConfigurationRow } from "../../data/cells";
import { differencesOf, judgeReadBack, type ComparableCell } from "../../lifecycle";
import { readCustomRecording, toComparable } from "./comparable";

const input = z.strictObject({ configurationId: z.string() });
type Step = LiveStep<z.output<typeof input>>;

/** How long after sending a change may still be carried out although its answer never came, and how often to look. */
const settledAfterMs = 5_000;
const lookAgainMs = 1_000;
/** How long Agora's reading may lag behind a change that it took. */
const lagMs = 5_000;

/** Sets how an entry point records in one area, from a row of `cell_configurations`; reads it back in every case. */
export const setCustomRecording = liveHandler({
  input,
  async prepare(step) {
    const { ctx, project, live } = step;
    const { row, change } = await loadChange(step);
    const before = await readCustomRecording(live, cellOf(row), step.signal).then(
      (read) => ({ before: read && toComparable(ctx.box, read) }),
      (error: unknown) => {
        // Whoever may not read may not write. Any other failed reading costs only the comparison later.
        if (!(error instanceof AgoraError) || (error instanceof AgoraRefused && error.isUnauthorized)) throw error;
        return {};
      },
    );
    return {
      request: describeSetCustomRecording(project.appId, change),
      send: async () => live.setCustomRecording(change),
      details: before,
    };
  },
  confirm: async (step) => (step.job.state === "accepted" ? confirmAccepted(step) : resolveUnknown(step)),
});

/** Agora took it. Its reading proves it; one that differs is told, and shows as drift. */
async function confirmAccepted(step: Step): Promise<LiveVerdict> {
  const { ctx, job, live } = step;
  const { row, wanted } = await loadWanted(step);
  const ageMs = ctx.clock.now().getTime() - (job.acceptedAt ?? job.createdAt).getTime();
  try {
    const read = await readCustomRecording(live, cellOf(row), step.signal);
    const seen = read && toComparable(ctx.box, read);
    if (differencesOf(wanted, seen).length === 0) return { is: "done", code: "readBack" };
    return ageMs < lagMs ? { is: "open", afterMs: lookAgainMs } : { is: "done", code: "readsDifferently" };
  } catch (error) {
    if (!(error instanceof AgoraError) || ageMs < lagMs) throw error;
    return { is: "done", code: "notReadBack", reason: error.message };
  }
}

/** No clear answer: only what Agora reads back counts. */
async function resolveUnknown(step: Step): Promise<LiveVerdict> {
  const { ctx, job, live } = step;
  const { row, wanted } = await loadWanted(step);
  const read = await readCustomRecording(live, cellOf(row), step.signal);
  const before = job.details["before"] as ComparableCell | null | undefined; // Written by `prepare` above.
  const verdict = judgeReadBack(wanted, before, read && toComparable(ctx.box, read));
  if (verdict === "applied") return { is: "done", code: "readBackAfterLoss" };
  // A request may be carried out after its answer was given up.
  const ageMs = ctx.clock.now().getTime() - (job.sentAt ?? job.createdAt).getTime();
  if (ageMs < settledAfterMs) return { is: "open", afterMs: lookAgainMs };
  if (verdict === "asBefore") return { is: "notCarriedOut", code: "notCarriedOut" };
  return { is: "failed", code: verdict };
}

async function loadChange(step: Step): Promise<{ row: CellConfigurationRow; change: SetCustomRecordingInput }> {
  const row = await loadRow(step);
  const formats = { isHlsEnabled: row.isHlsEnabled, isMp4Enabled: row.isMp4Enabled };
  const change: SetCustomRecordingInput = { ...cellOf(row), ...formats };
  if (row.vendor === null) return { row, change };
  const { accessKey, secretKey } = await readKeys(step.ctx, row);
  const storage = {
    vendor: readLiveVendor(row.vendor),
    storageRegion: row.storageRegion,
    bucket: row.bucket ?? "",
    accessKey: new Secret(accessKey),
    secretKey: new Secret(secretKey),
  };
  return { row, change: { ...change, storage } };
}

async function loadWanted(step: Step): Promise<{ row: CellConfigurationRow; wanted: ComparableCell }> {
  const { row, change } = await loadChange(step);
  const { storage } = change;
  const fingerprint = (key: Secret) => step.ctx.box.fingerprint(key.reveal());
  return {
    row,
    wanted: {
      isHlsEnabled: row.isHlsEnabled,
      isMp4Enabled: row.isMp4Enabled,
      storage: storage
        ? {
            vendor: storage.vendor,
            storageRegion: storage.storageRegion,
            bucket: storage.bucket,
            accessKeyFingerprint: fingerprint(storage.accessKey),
            secretKeyFingerprint: fingerprint(storage.secretKey),
          }
        : null,
    },
  };
}

async function loadRow({ ctx, job, input: { configurationId } }: Step): Promise<CellConfigurationRow> {
  const row = await findCellConfiguration(ctx.db, job.projectId, configurationId);
  if (!row) throw new TallyError("NOT_FOUND", "The configuration that this change would send no longer exists.");
  return row;
}

async function readKeys({ db, box }: Pick<Context, "db" | "box">, row: CellConfigurationRow) {
  const read = (name: string) => readSecret(db, box, { ownerTable: cellKeyOwner, ownerId: row.id, name });
  const [accessKey, secretKey] = await Promise.all([read("accessKey"), read("secretKey")]);
  if (accessKey === null || secretKey === null) {
    throw new TallyError("INVALID", "The keys of this configuration are no longer stored.");
  }
  return { accessKey, secretKey };
}

/** @throws TallyError INTERNAL for an area that no input schema lets through */
function cellOf({ entryPoint, flsArea: stored }: CellConfigurationRow): { entryPoint: string; flsArea: FlsArea } {
  const flsArea = flsAreas.find((area) => area === stored);
  if (flsArea === undefined) throw new TallyError("INTERNAL", "A configuration names an area that does not exist.");
  return { entryPoint, flsArea };
}
