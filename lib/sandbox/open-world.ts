import { join } from "node:path";
import { z } from "zod";
import type { SandboxClock } from "./clock";
import { products } from "@/lib/agora/notifications";
import { RollCall } from "./channels/roll-call";
import { Faults } from "./faults";
import { Fls } from "./fls/fls";
import { ChannelOutbox } from "./notifications/channel-outbox";
import { Deliverer } from "./notifications/deliverer";
import { Deliveries } from "./notifications/deliveries";
import { enqueue } from "./notifications/enqueue";
import { Outbox } from "./notifications/outbox";
import { NotificationTarget, targetSchema } from "./notifications/target";
import type { ResolvedOptions } from "./options";
import { Backups } from "./recorder/backup";
import { Images } from "./recorder/images";
import { TaskRecorders } from "./recorder/recorders";
import { QueryRaces } from "./routes/query-races";
import { Attendance } from "./state/attendance";
import { ChannelSettings } from "./state/channel-settings";
import { Counters } from "./state/counters";
import type { StateDatabase } from "./state/database";
import { Facts } from "./state/facts";
import { Journal } from "./state/journal";
import type { SandboxKeys } from "./state/keys";
import { KickingRules } from "./state/kicking-rules";
import { People } from "./state/people";
import { RateWindows } from "./state/rate-windows";
import { Resources } from "./state/resources";
import { Slices } from "./state/slices";
import { SwitchBoard } from "./state/switches";
import { Tasks } from "./state/tasks";
import type { StoreAddress, World } from "./world";

/** A world at work: its recorders run, its notifications go out. */
export type OpenWorld = {
  world: World;
  deliveries: Deliveries;
  target: NotificationTarget;
  /** Stops everything at once, as if the process had died, and waits until nothing uses the state any more. */
  close(): Promise<void>;
};

/** What outlives a reset. */
export type WorldParts = {
  options: ResolvedOptions;
  keys: SandboxKeys;
  clock: SandboxClock;
  db: StateDatabase;
  store: StoreAddress;
};

const isSeededFact = "is-seeded";

const tidyEveryMs = 3_600_000;
const keptTasks = 1000;
const keptDeliveries = 100_000;

/** Puts a world together over its state and sets it to work. `lastAliveMs` is when it was last known to run. */
export function openWorld({ options, keys, clock, db, store }: WorldParts, lastAliveMs: number): OpenWorld {
  const closing = new AbortController();
  const facts = new Facts(db);
  const counters = new Counters(db);
  const faults = new Faults(db);
  const switches = new SwitchBoard(facts);
  const deliveries = new Deliveries(db);
  const target = new NotificationTarget(facts);
  if (options.notifications) {
    const { url, products: wanted } = options.notifications;
    target.set(targetSchema.parse({ urls: [url], products: wanted }));
  }
  const deliverer = new Deliverer(
    { deliveries, clock, counters, switches, log: options.log, secrets: keys.notificationSecrets },
    closing.signal,
  );

  const noticeParts = { deliveries, target, faults, clock, switches };
  const base = {
    keys,
    clock,
    db,
    facts,
    counters,
    faults,
    people: new People(db),
    attendance: new Attendance(db),
    channels: new ChannelSettings(db),
    kickingRules: new KickingRules(db),
    resources: new Resources(db),
    tasks: new Tasks(db),
    slices: new Slices(db),
    journal: new Journal(db),
    switches,
    rateWindows: new RateWindows(),
    queryRaces: new QueryRaces(),
    notices: new Outbox(noticeParts),
    store,
    log: options.log,
    mediaDir: join(options.dataDir, "media"),
    sliceMs: options.sliceSeconds * 1000,
    closing: closing.signal,
  };
  const imageParts = { folder: join(base.mediaDir, "images"), log: options.log, closing: closing.signal };
  const images = new Images(imageParts, () => recorders.wakeAll());
  const backups = new Backups(base);
  const fls = new Fls({
    ...base,
    emit: ({ lane: sid, eventType, payload }) =>
      enqueue(noticeParts, { sid, productId: products.liveStreaming, eventType, payload }),
  });
  const recorders = new TaskRecorders({ ...base, images, backups, fls });
  const { world } = recorders;
  seedOnce(world);
  const rollCall = new RollCall(world, new ChannelOutbox(noticeParts, facts));
  rollCall.begin();
  fls.seed();
  const tidying = setInterval(() => tidy(world, deliveries), tidyEveryMs);
  tidying.unref();
  tidy(world, deliveries);
  recorders.resume(lastAliveMs);
  backups.resume();
  const delivering = deliverer.run();
  const streaming = runStreams(world);

  return {
    world,
    deliveries,
    target,
    async close() {
      closing.abort();
      clearInterval(tidying);
      await Promise.all([recorders.idle(), delivering, streaming, images.idle(), backups.idle()]);
    },
  };
}

/** Keeps a sandbox that runs for weeks from filling the disk with what nobody will ask for. */
function tidy({ resources, tasks, clock }: World, deliveries: Deliveries): void {
  tasks.prune(keptTasks);
  deliveries.prune(keptDeliveries);
  resources.prune(clock.nowMs());
}

/** What goes wrong with live streams must not keep the rest from working. */
async function runStreams({ fls, log, closing }: World): Promise<void> {
  await fls.run().catch((error: unknown) => {
    if (!closing.aborted) log.error({ err: error }, "live streaming broke down");
  });
}

function seedOnce({ facts, people, clock, db }: World): void {
  if (facts.read(isSeededFact, z.literal(true))) return;
  db.transaction(() => {
    people.seed(clock.nowMs());
    facts.write(isSeededFact, true);
  });
}
