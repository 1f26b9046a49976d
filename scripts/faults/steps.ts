import type { QueryResult, StartResult, StopResult } from "@/lib/agora/cloud-recording/results";
import {
  judgeFailedKick,
  judgeKickCheck,
  judgeKicked,
  judgeNotSeen,
} from "@/lib/features/recordings/service/advance/judge-kick";
import { judgeFailedListing, judgeListing } from "@/lib/features/recordings/service/advance/judge-listing";
import { judgeFailedQuery, judgeQuery } from "@/lib/features/recordings/service/advance/judge-query";
import * as sent from "@/lib/features/recordings/service/advance/judge-sent";
import {
  judgeFailedAcquire,
  judgeFailedStart,
  judgeStart,
  judgeUnsentStart,
  uncertain,
} from "@/lib/features/recordings/service/advance/judge-start";
import { judgeFailedStop, judgeStop } from "@/lib/features/recordings/service/advance/judge-stop";
import { judgeEnded, judgeVanished } from "@/lib/features/recordings/service/advance/judge-vanished";
import { limits } from "@/lib/features/recordings/service/advance/limits";
import { proveUpload } from "@/lib/features/recordings/service/advance/playlist";
import type { Step, StopCause } from "@/lib/features/recordings/service/advance/situation";
import { pausesMs } from "@/lib/features/recordings/service/advance/successor";
import type { SmallAgora } from "./agora";
import { call, callErrorOf, commit, conclude, Overtaken, writeAhead, type Engine } from "./parts";
import type { Pause } from "./process";

type Running = Generator<Pause, unknown>;

/** What the engine's steps do, with their calls and commits in the same order, over the store in memory. */
export function perform(engine: Engine, id: string, step: Exclude<Step, { kind: "wait" }>): Running {
  const settle = (judge: Parameters<typeof conclude>[3]) => conclude(engine, id, "settle", judge);
  switch (step.kind) {
    case "start":
      return startTask(engine, id);
    case "resendStart":
      return sendStart(engine, id, engine.store.get(id).row.resourceId ?? "", null);
    case "query":
      return queryTask(engine, id);
    case "stop":
      return stopTask(engine, id, step.why);
    case "list":
      return listBucket(engine, id);
    case "kick":
      return kick(engine, id);
    case "checkKick":
      return checkKick(engine, id);
    case "vanish":
      return vanish(engine, id);
    case "replan":
      return settle((row) => sent.judgeReplanned(row, step.why));
    case "markUncertain":
      return settle((row, now) => uncertain(row, now, false));
    case "cancel":
      return settle(() => sent.cancelled);
    case "loseControl":
      return settle(() => sent.controlLost);
    case "close":
      return settle(() => sent.closed);
    case "end":
      return settle((row) => sent.judgeOver(row, step.to, step.code));
    case "updateLayout":
    case "update":
    case "tellUnreachable":
      throw new Error(`A recording without changes does not come to ${step.kind}.`);
  }
}

function* startTask(engine: Engine, id: string): Running {
  const { process, agora, store, watch } = engine;
  yield process.random.between(0, 200); // The places under the rate limit.
  yield* writeAhead(engine, id, "acquire", () => ({ source: "engine", to: "ACQUIRING", set: { trouble: null } }));
  const { recorderUid } = store.get(id).row;
  let resourceId: string;
  try {
    resourceId = yield* call(engine, "acquire", () => agora.acquire(recorderUid));
  } catch (error) {
    const known = callErrorOf(error);
    return yield* conclude(engine, id, "acquire", (row, now) => judgeFailedAcquire(row, known, now));
  }
  watch.knownForMs(resourceId);
  yield* sendStart(engine, id, resourceId, process.timeline.now);
}

function* sendStart(engine: Engine, id: string, resourceId: string, acquiredMs: number | null): Running {
  const { agora, store, process } = engine;
  const { recorderUid } = store.get(id).row;
  const judge = (...[row, now]: Parameters<Parameters<typeof conclude>[3]>) =>
    sent.judgeStartSent(row, resourceId, now);
  yield* writeAhead(engine, id, "start", judge, () => {
    if (acquiredMs !== null) store.change(id, (_, now) => sent.judgeAcquired(resourceId, now));
  });
  if (acquiredMs !== null && process.timeline.now - acquiredMs > limits.pair) {
    return yield* conclude(engine, id, "start", judgeUnsentStart);
  }
  let result: StartResult;
  try {
    result = yield* call(engine, "start", () => agora.start(resourceId, recorderUid, id));
  } catch (error) {
    const known = callErrorOf(error);
    return yield* conclude(engine, id, "start", (row, now) => judgeFailedStart(row, known, now));
  }
  // Also without the lease: a sid that is known must never be forgotten.
  yield* conclude(engine, id, "start", (row, now) => judgeStart(row, result, now), true);
}

function* queryTask(engine: Engine, id: string): Running {
  const { sid } = engine.store.get(id).row;
  if (sid === null) return;
  let result: QueryResult;
  try {
    result = yield* call(engine, "query", () => engine.agora.query(sid));
  } catch (error) {
    const known = callErrorOf(error);
    return yield* conclude(engine, id, "query", (row, now) => judgeFailedQuery(row, known, now));
  }
  const judge = (...[row, now]: Parameters<Parameters<typeof conclude>[3]>) =>
    row.sid === sid ? judgeQuery(row, result, now) : null;
  yield* conclude(engine, id, "query", judge, true);
}

function* stopTask(engine: Engine, id: string, why: StopCause): Running {
  const { sid } = engine.store.get(id).row;
  if (sid === null) return;
  yield* writeAhead(engine, id, "stop", (row, now) => sent.judgeStopSent(row, why, now));
  let result: StopResult;
  try {
    result = yield* call(engine, "stop", () => engine.agora.stop(sid));
  } catch (error) {
    const known = callErrorOf(error);
    return yield* conclude(engine, id, "stop", (row, now) => judgeFailedStop(row, known, now, { wasSent: true }));
  }
  yield* conclude(engine, id, "stop", (row, now) => judgeStop(row, result, now, engine.canList), true);
}

function* kick(engine: Engine, id: string): Running {
  const uids = uidsOf(engine, id);
  try {
    if (engine.store.get(id).row.kickSentAt === null && !(yield* isSeen(engine, uids))) {
      return yield* conclude(engine, id, "kickRecorder", judgeNotSeen);
    }
  } catch (error) {
    const known = callErrorOf(error);
    return yield* conclude(engine, id, "kickRecorder", (row, now) => judgeFailedKick(row, "kick", known, now));
  }
  for (const uid of uids) {
    yield* writeAhead(engine, id, "kickRecorder", (row, now) => judgeKicked(row, uid === uids[0], now));
    try {
      yield* call(engine, "kickRecorder", () => engine.agora.kick(uid));
    } catch (error) {
      const known = callErrorOf(error);
      return yield* conclude(engine, id, "kickRecorder", (row, now) => judgeFailedKick(row, "kick", known, now));
    }
  }
}

/** Whether the recorder is in its channel under one of these uids. */
function* isSeen(engine: Engine, uids: readonly string[]): Generator<Pause, boolean> {
  let isIn = false;
  for (const uid of uids) if (yield* call(engine, "userStatus", () => engine.agora.isInChannel(uid))) isIn = true;
  return isIn;
}

function* checkKick(engine: Engine, id: string): Running {
  const uids = uidsOf(engine, id);
  let isOut: boolean;
  try {
    isOut = !(yield* isSeen(engine, uids));
  } catch (error) {
    const known = callErrorOf(error);
    return yield* conclude(engine, id, "userStatus", (row, now) => judgeFailedKick(row, "checkKick", known, now));
  }
  yield* conclude(engine, id, "userStatus", (row, now) => judgeKickCheck(row, { isOut, uids }, now));
}

function* vanish(engine: Engine, id: string): Generator<Pause, void> {
  const { store, owner, process } = engine;
  yield process.random.between(50, 500); // Who is in the channel: people are.
  yield* commit(engine, ["vanish.beforeCommit", "vanish.committed"], id, () => {
    if (!store.holds(id, owner)) throw new Overtaken(true);
    const { number } = store.get(id).row;
    const pauseMs = pausesMs[number - 1];
    let isReplaced = false;
    store.change(id, (current) => {
      if (current.notFoundSince === null) return null;
      if (pauseMs === undefined) return judgeEnded("tooOften");
      isReplaced = true;
      return judgeVanished(number + 1);
    });
    if (!isReplaced || pauseMs === undefined) return;
    const heldUntil = pauseMs > 0 ? new Date(process.timeline.now + pauseMs) : null;
    const recorderUid = String(3_000_000_000 + process.random.between(0, 1_000_000_000));
    store.plan({ id: `attempt-${number + 1}`, number: number + 1, recorderUid, heldStep: "start", heldUntil });
  });
}

function* listBucket(engine: Engine, id: string): Running {
  const { store, process, agora } = engine;
  yield process.random.between(20, 400);
  yield "list.answered";
  if (process.random.chance(0.05)) {
    return yield* conclude(engine, id, "list", (row, now) => judgeFailedListing(row, listingFailed, now));
  }
  const { row, hasSeenFile } = store.get(id);
  const { objects, playlists } = filesOf(agora, id, row.sid);
  const isOver = row.state === "STOPPED" || row.sideState === "VANISHED";
  const proof = isOver && row.sid !== null ? proveUpload(objects, playlists, { withMp4: false }) : null;
  yield* conclude(engine, id, "list", (current, now) => judgeListing(current, { objects, proof }, now, hasSeenFile));
}

const listingFailed = new Error("The bucket does not answer.");

/** What lies in the bucket under an attempt's own prefix, and the playlists of one sid. */
function filesOf(agora: SmallAgora, id: string, sid: string | null) {
  const found = agora.tasks.filter((task) => task.folder === id && task.uploaded > 0);
  const nameOf = (task: (typeof found)[number]) => `${id}/${task.sid}_lobby.m3u8`;
  const objects = found.flatMap((task) =>
    [nameOf(task), ...task.slices.slice(0, task.uploaded)].map((key, index) => ({
      key,
      sizeBytes: 1000,
      modifiedAt: new Date(task.startedAt + index),
    })),
  );
  const playlists = found
    .filter((task) => task.sid === sid)
    .map((task) => {
      const names = task.slices.slice(0, task.uploaded).map((name) => name.slice(id.length + 1));
      return { key: nameOf(task), text: [...names, ...(task.isListClosed ? ["#EXT-X-ENDLIST"] : [])].join("\n") };
    });
  return { objects, playlists };
}

function uidsOf({ store }: Engine, id: string): string[] {
  const { recorderUid, uidAliases } = store.get(id).row;
  return [...new Set([recorderUid, ...uidAliases])];
}
