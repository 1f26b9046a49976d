import type { Dispatcher } from "undici";
import { rateBuckets, type Credentials } from "./auth";
import { type ChannelManagement, createChannelManagement } from "./channel-management/resource";
import { createCloudRecording, type CloudRecording } from "./cloud-recording/resource";
import type { ExclusionSpelling } from "./exclusion-spelling";
import type { CallOptions, Connection } from "./exchange";
import { flsHosts } from "./hosts";
import { checkFlsAuth, type FlsAuthCheck } from "./live-streaming/check-auth";
import { flsDialect, type FlsAuth } from "./live-streaming/dialect";
import { createLiveStreaming, type LiveStreaming } from "./live-streaming/resource";
import type { RateLimit, RatePriority, StartPermit } from "./rate-limit";
import { createDispatcher } from "./transport";

export type AgoraClientOptions = {
  /** Base addresses in the order to try them: `agoraHosts(area)`, or one. */
  hosts: readonly string[];
  appId: string;
  credentials: Credentials;
  /** Shared by everyone who uses the same account; `createSlidingWindow()` for one process alone. */
  rateLimit: RateLimit;
  /** Where the time of day comes from, for rules about expiry and for signatures. */
  clock?: { now(): Date };
  /** How lists of people who are left out are spelled: as Agora's pages do (default), or as its SDKs do (C2). */
  exclusionSpelling?: ExclusionSpelling;
  /** How live streaming is told who asks: signed, as Agora's pages document (default), or by Basic. */
  flsAuth?: FlsAuth;
  /** Told of every 401 to a call with these credentials (Basic), before the call fails. */
  onUnauthorized?: (refusal: { operation: string; reason: string | null }) => Promise<void>;
  /** Instead of the client's own connections. It must not speak HTTP/2. `close` then leaves it open. */
  dispatcher?: Dispatcher;
};

/** A client for one App ID. It holds the credentials and never prints them. */
export type AgoraClient = {
  readonly appId: string;
  readonly hosts: readonly string[];
  readonly cloudRecording: CloudRecording;
  readonly liveStreaming: LiveStreaming;
  readonly channelManagement: ChannelManagement;
  /** Which of the two ways to say who asks live streaming takes, whatever `flsAuth` is. Two questions, no change. */
  checkFlsAuth(options?: CallOptions): Promise<FlsAuthCheck>;
  /**
   * Room for an acquire and the start that follows it, granted together: hand `acquire` and `start` to those calls as
   * `slot`, and release what is not used (reliability I7).
   */
  reserveStart(options?: { signal?: AbortSignal; priority?: RatePriority }): Promise<StartPermit>;
  close(): Promise<void>;
};

/**
 * Makes a client. Nothing is sent until an operation is called.
 * @throws RangeError without a host, or for one that is not an http or https address
 */
export function createAgoraClient(options: AgoraClientOptions): AgoraClient {
  const { hosts, appId, credentials, rateLimit, clock } = options;
  if (hosts.length === 0) throw new RangeError("at least one host is needed");
  for (const host of hosts) {
    if (!URL.canParse(host) || !/^https?:$/.test(new URL(host).protocol)) {
      throw new RangeError(`"${host}" is not an http or https address`);
    }
  }
  const dispatcher = options.dispatcher ?? createDispatcher();
  const { exclusionSpelling = "unsubscribe", flsAuth = "hmac" } = options;
  const connection: Connection = { hosts, appId, credentials, rateLimit, dispatcher, exclusionSpelling };
  const heard: Connection = { ...connection, onUnauthorized: options.onUnauthorized };
  const now = () => clock?.now() ?? new Date();
  const flsConnection: Connection = {
    ...connection,
    hosts: flsHosts(hosts),
    dialect: flsDialect(credentials, appId, flsAuth),
    now,
  };
  return {
    appId,
    hosts,
    cloudRecording: createCloudRecording(heard, () => now().getTime()),
    liveStreaming: createLiveStreaming(flsConnection, () => now().getTime()),
    channelManagement: createChannelManagement(heard),
    checkFlsAuth: (callOptions) => checkFlsAuth(flsConnection, callOptions),
    async reserveStart({ signal, priority = "start" } = {}) {
      const buckets = rateBuckets(credentials.customerId, appId);
      const { slots, waitedMs } = await rateLimit.reserve({
        buckets,
        operation: "acquire+start",
        priority,
        count: 2,
        signal,
      });
      const [acquire, start] = slots;
      if (!acquire || !start) throw new Error("the rate limit granted fewer slots than asked for");
      return { acquire, start, waitedMs };
    },
    async close() {
      if (!options.dispatcher) await dispatcher.close();
    },
  };
}
