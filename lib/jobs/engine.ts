import "server-only";
import { hostname } from "node:os";
import { PgBoss } from "pg-boss";
import { ulid } from "ulid";
import { createServices, systemContext } from "../context";
import { connect } from "../db/client";
import { createSecretBox } from "../db/secrets";
import { createLiveCount } from "../features/recordings/data/live-count";
import { createIdWatch } from "../features/recordings/service/advance/id-watch";
import { createLogger } from "../logger";
import { findDueAttempts } from "./due-attempts";
import { createEmergencyStop } from "./emergency-stop";
import { startAdvancer } from "./handlers/advance-recording";
import { createApplier } from "./handlers/apply-notifications";
import { runForeign } from "./foreign-runner";
import { startHeartbeat } from "./heartbeat";
import { listen } from "../db/listener";
import { createLiveRunner } from "./live-runner";
import { requireMasterKey } from "./master-key";
import { dueChannel, liveJobChannel, noticeChannel } from "./queue";
import { createRateLimit } from "./rate-limit";
import { createSweep } from "./sweep";

export type EngineOptions = {
  databaseUrl: string;
  /** The master key, base64. */
  secretKey: string;
  logLevel: string;
};

export type Engine = {
  /** Names this engine in leases and in `processes`. */
  id: string;
  /** Finishes the calls that are under way, leaves the rest to other engines, and closes its connections. */
  stop(): Promise<void>;
};

/** How often the rows are searched for work: what a lost notice can cost. */
const sweepMs = 250;
const noticeSweepMs = 1_000;
const foreignSweepMs = 500;
const dueBatch = 200;

/** How long a stopping engine waits for its last calls: longer than the longest deadline of a call but stop's. */
const stopWithinMs = 15_000;

/**
 * Starts an engine: the only process that writes to Agora. Any number may run on one database.
 * @throws SettingError when the master key is missing, not a key, or not the one the stored secrets were sealed with
 */
export async function startEngine({ databaseUrl, secretKey, logLevel }: EngineOptions): Promise<Engine> {
  const id = `engine ${hostname()} ${process.pid} ${ulid()}`;
  const logger = createLogger("engine", logLevel);
  const box = createSecretBox(secretKey);
  const connection = connect(databaseUrl, { max: 12 });
  const { db } = connection;
  const undo: (() => Promise<unknown>)[] = [() => connection.close()];
  const stopping = new AbortController();
  const stop = async () => {
    stopping.abort(new Error("the engine stops"));
    for (let step = undo.pop(); step; step = undo.pop()) {
      await step().catch((error: unknown) => logger.warn({ err: error }, "the engine did not stop cleanly"));
    }
  };
  try {
    await requireMasterKey(db, box);
    const ctx = systemContext(createServices({ db, box, rateLimit: createRateLimit({ db }) }), "engine");

    const boss = new PgBoss({
      connectionString: databaseUrl,
      schema: "jobs",
      application_name: "tally-jobs",
      max: 4,
      schedule: false,
      superviseIntervalSeconds: 30,
    });
    boss.on("error", (error) => logger.warn({ err: error }, "the job queue reports an error"));
    await boss.start();
    undo.push(() => boss.stop({ graceful: true, timeout: stopWithinMs }));

    const worker = {
      owner: id,
      watch: createIdWatch(ctx.clock),
      liveCount: createLiveCount(db, ctx.clock),
      signal: stopping.signal,
    };
    const advancer = await startAdvancer({ boss, ctx, worker, logger });
    const applier = createApplier({ ctx, logger, signal: stopping.signal });
    undo.push(() => applier.settled());
    const liveRunner = createLiveRunner({ ctx, owner: id, logger, signal: stopping.signal });
    undo.push(() => within(stopWithinMs, liveRunner.settled()));

    const emergency = createEmergencyStop(ctx);
    const search = async () => {
      const due = await findDueAttempts(db, dueBatch);
      await advancer.enqueue(due).catch((error: unknown) => emergency.stop(due, error));
    };
    const sweep = createSweep(search, {
      logger,
      signal: stopping.signal,
    });
    const foreign = createSweep(() => runForeign(ctx, stopping.signal), { logger, signal: stopping.signal });
    const timers = [
      setInterval(() => foreign(), foreignSweepMs),
      setInterval(() => sweep(), sweepMs),
      setInterval(() => liveRunner.run(), sweepMs),
      setInterval(() => applier.run(), noticeSweepMs),
    ];
    undo.push(() => Promise.resolve(timers.forEach(clearInterval)));

    const listener = listen({
      databaseUrl,
      channels: [dueChannel, liveJobChannel, noticeChannel],
      onNotice(channel) {
        if (channel === noticeChannel) applier.run();
        else if (channel === liveJobChannel) liveRunner.run();
        else sweep();
      },
      logger,
    });
    undo.push(() => listener.close());

    const heartbeat = await startHeartbeat({ db, id, details: { pid: process.pid, host: hostname() }, logger });
    undo.push(() => heartbeat.stop());
    logger.info({ id }, "the engine runs");
    return { id, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits for work that ends by itself, but not for ever: what is left is found by the next engine. */
async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([work, new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)))]);
  clearTimeout(timer);
}
