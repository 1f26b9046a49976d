import { silentLog, type SandboxLog } from "../log";
import { ObjectStoreAdmin } from "./admin";
import { RequestCounters } from "./counters";
import { FaultSwitches } from "./faults";
import { closeServer, listen, portOf } from "./http-server";
import { RequestHandler } from "./request-handler";
import { Store } from "./storage/store";

const gibibyte = 1024 ** 3;

export type ObjectStoreOptions = {
  /** Address to listen on. */
  host: string;
  /** 0 takes a free port. */
  port: number;
  /** A folder of the store's own; made when it does not exist. */
  dataDir: string;
  /** The sandbox's time: stamps objects and ends session tokens. */
  clock: () => Date;
  /**
   * The time that clients sign with, for the fifteen minutes of skew and the life of presigned addresses. Programs
   * outside sign with the wall clock whatever the sandbox's clock shows, so that is the default.
   */
  signingClock?: () => Date;
  log?: SandboxLog;
  /** Default true; tests that do not cut the power may do without waiting for the disk. */
  isDurable?: boolean;
  /** Default: 5 GiB, as for one PUT in S3. */
  maxObjectBytes?: number;
  /** Default: 5 MiB, as in S3. */
  minPartBytes?: number;
};

export type ObjectStore = {
  /** Neutral endpoint for path-style addresses, such as `http://127.0.0.1:3200`. */
  endpoint: string;
  /** Endpoint of one region, such as `http://s3.eu-west-1.localhost:3200`; it serves only buckets at home there. */
  regionalEndpoint(region: string): string;
  admin: ObjectStoreAdmin;
  /** Lets requests in flight end (at most three seconds), then closes the index. May be called again. */
  close(): Promise<void>;
};

/**
 * Starts the sandbox's object store: S3's protocol over HTTP, as far as recorders, players and the AWS SDK use it,
 * with real signatures and real files. It proves that a client signs, addresses and handles refusals as S3 asks. It
 * does not prove S3's durability, consistency across regions, policies, versioning or encryption at rest.
 * @throws Error with a sentence when the port is taken or the folder is in use or damaged
 */
export async function startObjectStore(options: ObjectStoreOptions): Promise<ObjectStore> {
  const store = await Store.open({
    dataDir: options.dataDir,
    clock: options.clock,
    maxObjectBytes: options.maxObjectBytes ?? 5 * gibibyte,
    isDurable: options.isDurable ?? true,
    minPartBytes: options.minPartBytes ?? 5 * 1024 ** 2,
  });
  const faults = new FaultSwitches();
  const counters = new RequestCounters();
  const closing = new AbortController();
  let port = options.port;
  const handler = new RequestHandler({
    store,
    faults,
    counters,
    signingClock: options.signingClock ?? (() => new Date()),
    log: options.log ?? silentLog,
    port: () => port,
    closing: closing.signal,
  });
  try {
    const server = await listen(handler, options.host, options.port);
    port = portOf(server);
    let closed: Promise<void> | undefined;
    const close = async () => {
      closing.abort();
      await closeServer(server);
      store.close();
    };
    return {
      endpoint: `http://${hostForAddress(options.host)}:${port}`,
      regionalEndpoint: (region) => `http://s3.${region}.localhost:${port}`,
      admin: new ObjectStoreAdmin(store, faults, counters),
      close: () => (closed ??= close()),
    };
  } catch (error) {
    store.close();
    throw error;
  }
}

/** An address to call for an address that was listened on. */
function hostForAddress(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}
