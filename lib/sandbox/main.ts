import { join } from "node:path";
import { clockAnchorSchema, SandboxClock } from "./clock";
import { controlApp } from "./control/control-app";
import { storeRoutes } from "./control/store";
import { houseBucket, openHouseStore } from "./house-store";
import { listen } from "./http-server";
import { openWorld } from "./open-world";
import { resolveOptions, type SandboxOptions } from "./options";
import { agoraApp } from "./routes/agora-app";
import { StateDatabase } from "./state/database";
import { Facts } from "./state/facts";
import { keysFact, loadKeys, type SandboxKeys } from "./state/keys";

export type { SandboxOptions } from "./options";

/**
 * A local stand-in for Agora's Cloud Recording: the REST API with its rules, a cast of simulated people, recordings that
 * are really made, packed and uploaded in individual, composite and web page mode, and signed notifications.
 *
 * What it does not prove: that Agora behaves so (it follows the documented contract; open questions are switches), the
 * quality of real pictures and networks, TLS, Agora's capacity and fail-over between regions, real storage vendors (all
 * of them are its own S3 store), and anything that Agora measures or bills. Rates and clocks are simulated, and can be run
 * faster. docs/sandbox.md says what is recorded in each mode, docs/test-your-agora-code.md how to try a program on it.
 *
 * The keys are random, made once, and the same after every restart.
 */
export type Sandbox = SandboxKeys & {
  /** In place of `https://api.agora.io`. */
  baseUrl: string;
  /** The control API, on the same port (docs/sandbox-control-api.md). */
  controlUrl: string;
  /** A bucket that is there from the start, and keys that may read and write it. */
  objectStore: { endpoint: string; region: string; bucket: string; accessKey: string; secretKey: string };
  /** Stops at once, as if the process had died: what is live goes on at the next start. */
  close(): Promise<void>;
};

const clockFact = "clock";
/** How often the sandbox notes that it is alive: a killed one loses at most this much of a recording. */
const heartbeatMs = 500;

/**
 * Starts a sandbox on its data folder, or goes on where the last one on it stopped.
 * @throws Error with a sentence for a wrong option, a taken port, or a folder in use or damaged
 */
export async function startSandbox(given: SandboxOptions): Promise<Sandbox> {
  const options = resolveOptions(given);
  const undo: (() => unknown)[] = [];
  const close = async () => {
    for (let step = undo.pop(); step; step = undo.pop()) await step();
  };
  try {
    const db = new StateDatabase(join(options.dataDir, "state"));
    undo.push(() => db.close());
    const facts = new Facts(db);
    const lastAlive = facts.read(clockFact, clockAnchorSchema);
    const clock = new SandboxClock(options.clockRate, lastAlive);
    const keys = loadKeys(facts, options.keys);
    const store = await openHouseStore(options, keys, clock);
    undo.push(() => store.close());

    const parts = { options, keys, clock, db, store: store.address };
    let open = openWorld(parts, lastAlive?.sandboxMs ?? clock.nowMs());
    undo.push(() => open.close());
    const noteAlive = () => facts.write(clockFact, clock.anchor());
    const heartbeat = setInterval(noteAlive, heartbeatMs);
    undo.push(() => {
      clearInterval(heartbeat);
      noteAlive();
    });

    const reset = async () => {
      await open.close();
      db.clear([keysFact, clockFact]);
      await store.reset();
      clock.setRate(options.clockRate);
      open = openWorld(parts, clock.nowMs());
      apps = makeApps();
    };
    const info = () => ({
      ...urls,
      appId: keys.appId,
      objectStore: { endpoint: store.address.endpoint, ...houseBucket },
      clock: { now: clock.now().toISOString(), rate: clock.rate },
      sliceSeconds: options.sliceSeconds,
      modes: ["individual", "mix", "web"],
    });
    const makeApps = () => {
      const { world, deliveries, target } = open;
      const storeAdmin = storeRoutes(store.admin);
      const isRemoteAllowed = options.allowRemote;
      return {
        agora: agoraApp(world),
        control: controlApp(world, { deliveries, target, storeAdmin, info, reset, isRemoteAllowed }),
      };
    };
    let apps = makeApps();
    const server = await listen((isControl) => (isControl ? apps.control : apps.agora), options.host, options.port);
    undo.push(() => server.close());
    const urls = { baseUrl: server.url, controlUrl: `${server.url}${server.controlPath}` };
    options.log.info({ ...urls, objectStore: store.address.endpoint }, "the sandbox is ready");
    return {
      ...keys,
      ...urls,
      objectStore: { endpoint: store.address.endpoint, ...houseBucket, ...keys.objectStore },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
