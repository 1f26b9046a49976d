import "server-only";
import { eq } from "drizzle-orm";
import { ulid } from "ulid";
import type { AgoraClient } from "./agora/client";
import { AgoraRefused } from "./agora/errors";
import type { CloudRecording } from "./agora/cloud-recording/resource";
import type { LiveStreaming } from "./agora/live-streaming/resource";
import type { RateLimit } from "./agora/rate-limit";
import { Secret } from "./agora/secret";
import { createSlidingWindow } from "./agora/sliding-window";
import type { Actor } from "./db/actor";
import type { Database } from "./db/client";
import { processConnection } from "./db/process";
import { projects } from "./db/schema";
import { findRefusal, noteTrouble } from "./db/account-troubles";
import { createSecretBox, readSecret, type SecretBox } from "./db/secrets";
import { env } from "./env";
import { TallyError } from "./errors";
import { createQueue, type Queue } from "./jobs/queue";
import { createRateLimit } from "./jobs/rate-limit";

export type { Actor } from "./db/actor";

/** Where a process takes its time from. `monotonicMs` never goes back: for durations. */
export type Clock = { now(): Date; monotonicMs(): number };

export const systemClock: Clock = { now: () => new Date(), monotonicMs: () => performance.now() };

/** A project's way to Agora. The client holds the credentials; of them only the fingerprint is here besides. */
export type AgoraProject = {
  projectId: string;
  appId: string;
  kind: "agora" | "sandbox";
  credentials: string;
  client: AgoraClient;
};

/** The questions of live streaming: what a page or a GET route may ask by itself, with a deadline of its own. */
export type LiveReads = Pick<
  LiveStreaming,
  | "listDomains"
  | "listEntryPoints"
  | "getCustomRecording"
  | "getStandardRecording"
  | "getPeriodicSnapshots"
  | "listRecordingFiles"
  | "listOnlineStreams"
  | "getOnlineStream"
  | "listBannedStreams"
  | "listPublishHistory"
  | "listPublishQuality"
  | "listPlayStatistics"
>;

/** A project's live streaming, for reading only. */
export type LiveProject = { projectId: string; appId: string; kind: "agora" | "sandbox"; live: LiveReads };

/** What every request of a process shares. */
export type Services = {
  db: Database;
  box: SecretBox;
  /**
   * Live streaming of a project for questions that change nothing, in any process, under the common rate limit.
   * @throws TallyError NOT_FOUND without such a project, INVALID without credentials
   */
  liveReads: (projectId: string) => Promise<LiveProject>;
  /** @throws TallyError NOT_FOUND without such a project, INVALID without credentials, INTERNAL where calls are not made. */
  agora: (projectId: string) => Promise<AgoraProject>;
  /**
   * A project's way to Agora for stops alone, with a rate limit of this process's own: for when the database takes no
   * writes, and so neither a call nor a place under the common limit can be written down (invariant I1 exempts stops).
   */
  unrecordedStop: (projectId: string) => Promise<CloudRecording["stop"]>;
  queue: Queue;
  clock: Clock;
};

/** What a verb gets: who does it, on what, and where it came from. */
export type Context = Services & {
  actor: Actor;
  /** Named in logs, audit rows and errors, so that they can be found together. */
  requestId: string;
  clientAddress: string | null;
};

export type Caller = { actor: Actor; requestId?: string; clientAddress?: string | null };

/** A verb's context for one request. */
export function createContext(services: Services, { actor, requestId, clientAddress }: Caller): Context {
  return { ...services, actor, requestId: requestId ?? ulid(), clientAddress: clientAddress ?? null };
}

/** For what no person asked for: the engine, seeds, sweeps. `id` says which, in audit rows. */
export function systemContext(services: Services, id: string): Context {
  return createContext(services, { actor: { kind: "system", id } });
}

export type ServiceParts = {
  db: Database;
  box: SecretBox;
  /** Shared by all who call Agora with the same account. Without one this process changes nothing there: the console. */
  rateLimit?: RateLimit;
  queue?: Queue;
  clock?: Clock;
};

/** The composition root: a test hands in its database and clock, an engine its rate limit. */
export function createServices({ db, box, rateLimit, queue, clock = systemClock }: ServiceParts): Services {
  const projectOf = agoraProjects({ db, box, rateLimit: rateLimit ?? createRateLimit({ db }), clock });
  const unrecorded = agoraProjects({ db, box, rateLimit: createSlidingWindow(), clock });
  return {
    db,
    box,
    clock,
    async unrecordedStop(projectId) {
      const { client } = await unrecorded(projectId);
      return (task, options) => client.cloudRecording.stop(task, options);
    },
    queue: queue ?? createQueue(db),
    async agora(projectId) {
      if (!rateLimit) throw new TallyError("INTERNAL", "This process makes no change at Agora: the engine does.");
      return projectOf(projectId);
    },
    async liveReads(projectId) {
      const { client, appId, kind } = await projectOf(projectId);
      return { projectId, appId, kind, live: client.liveStreaming };
    },
  };
}

/**
 * Bundles hold this module more than once, and so the classes of errors: services that threw another copy's would not be
 * understood. So each copy has its own; the pool below them exists once per process.
 */
let ownServices: Services | undefined;

/**
 * The console's services, from its settings.
 * @throws SettingError naming DATABASE_URL or TALLY_SECRET_KEY when one is missing.
 */
export function processServices(): Services {
  ownServices ??= createServices({ db: processConnection().db, box: createSecretBox(env().secretKey) });
  return ownServices;
}

type Cached = { key: string; project: AgoraProject };

/** Nothing is sent with credentials that Agora refused: as if it had refused them again. */
function refusedBefore(refused: { operation: string; reason: string | null }): AgoraRefused {
  return new AgoraRefused("Agora refused these credentials, so nothing is sent with them.", {
    ...refused,
    effect: "none",
    isRetryable: false,
    httpStatus: 401,
  });
}

/**
 * Clients by project, kept while the project's row and its credentials stay as they are. Both are read again each time,
 * so that a change made by another process counts at once.
 */
function agoraProjects({
  db,
  box,
  rateLimit,
  clock,
}: Required<Omit<ServiceParts, "queue">>): (projectId: string) => Promise<AgoraProject> {
  const cache = new Map<string, Cached>();
  return async (projectId) => {
    const [row] = await db.select().from(projects).where(eq(projects.id, projectId));
    if (!row) throw new TallyError("NOT_FOUND", "There is no such project.");
    const read = (name: string) => readSecret(db, box, { ownerTable: "projects", ownerId: projectId, name });
    const [customerId, customerSecret] = await Promise.all([read("customerId"), read("customerSecret")]);
    if (customerId === null || customerSecret === null) {
      throw new TallyError(
        "INVALID",
        `The project "${row.name}" has no Agora credentials. Enter them in its settings.`,
      );
    }
    const flsAuth = row.settings["flsAuth"] === "basic" ? "basic" : "hmac";
    const exclusionSpelling = row.settings["exclusionSpelling"] === "unSubscribe" ? "unSubscribe" : "unsubscribe";
    const credentials = box.fingerprint(`${customerId}:${customerSecret}`);
    const key = JSON.stringify([row.appId, row.kind, row.apiHosts, flsAuth, exclusionSpelling, credentials]);
    const refused = await findRefusal(db, credentials);
    if (refused !== null) throw refusedBefore(refused);
    const cached = cache.get(projectId);
    if (cached?.key === key) return cached.project;
    // Loaded with the first call: the console makes none and never needs it.
    const { createAgoraClient } = await import("./agora/client");
    const client = createAgoraClient({
      hosts: row.apiHosts,
      appId: row.appId,
      credentials: { customerId, customerSecret: new Secret(customerSecret) },
      rateLimit,
      clock,
      flsAuth,
      exclusionSpelling,
      onUnauthorized: (refusal) =>
        noteTrouble(db, { fingerprint: credentials, kind: "credentialsRefused", projectId, ...refusal }),
    });
    void cached?.project.client.close(); // Ends when its last request has.
    const project: AgoraProject = { projectId, appId: row.appId, kind: row.kind, credentials, client };
    cache.set(projectId, { key, project });
    return project;
  };
}
