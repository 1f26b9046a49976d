import {
  Agora,
  type Account,
  type AgoraOptions,
  type Answer,
  expectAnswer,
  fieldOf,
  type Mode,
  type Task,
} from "./agora";
import { Bucket, type BucketAddress } from "./bucket";
import { aString, expectLike } from "./expect";
import { isRecord, type Json } from "./json";
import { PageServer } from "./page-server";
import type { Delivery, Receiver } from "./receiver";
import { Slots } from "./slots";

/** A sandbox to check: the account, and what only a sandbox has. */
export type LabAddress = Account & {
  controlUrl: string;
  objectStore: BucketAddress;
  notificationSecrets: { cloudRecording: string; rtc: string; fls: string };
};

/** What to start a recording with; the rest is a composite recording in a channel of its own where nobody is. */
export type Wanted = {
  mode?: Mode;
  cname?: string;
  uid?: string;
  /** `clientRequest` of start beside `storageConfig`. */
  request?: Json;
  /** Changes to `storageConfig`. */
  storage?: Json;
  /** `clientRequest` of acquire. */
  acquire?: Json;
};

/**
 * How many recordings are made side by side: pictures cost most of the work, and a recording that cannot keep up proves
 * nothing about the contract.
 */
const atOnce = { pictures: 2, people: 1, sound: 4, pages: 2 };

/** A sandbox with its bucket and a receiver of its notifications, for the checks that record. */
export class Lab extends Agora {
  readonly address: LabAddress;
  readonly bucket: Bucket;
  readonly receiver: Receiver;
  /** Turns to record a picture, several people in full size, only sound, and a web page. */
  readonly turns = {
    pictures: new Slots(atOnce.pictures),
    people: new Slots(atOnce.people),
    sound: new Slots(atOnce.sound),
    pages: new Slots(atOnce.pages),
  };
  #pages: PageServer | undefined;
  #channels = 0;
  /** How many wait for uploads to catch up; the clock is slow meanwhile. */
  #catchingUp = 0;

  constructor(address: LabAddress, receiver: Receiver, options?: AgoraOptions) {
    super(address, options);
    this.address = address;
    this.receiver = receiver;
    this.bucket = new Bucket(address.objectStore);
  }

  /** A server of web pages, started when it is first asked for. */
  pages(): Promise<PageServer> {
    return this.once("pages", async () => (this.#pages = await PageServer.start()));
  }

  /** Ends what the lab itself has opened. */
  close(): void {
    this.bucket.close();
    this.#pages?.close();
  }

  /** A call of the control API. @throws Mismatch when it is refused */
  async control(method: string, path: string, body?: unknown): Promise<Json> {
    const response = await fetch(`${this.address.controlUrl}/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    const text = await response.text();
    expectLike(response.ok, true, `control ${method} ${path} answers`);
    const answer: unknown = text === "" ? {} : JSON.parse(text);
    return isRecord(answer) ? answer : {};
  }

  setSwitches(switches: Json): Promise<Json> {
    return this.control("PATCH", "switches", switches);
  }

  /** Moves the sandbox's clock. Only for checks that are alone. */
  async advance(seconds: number): Promise<void> {
    await this.control("PUT", "clock", { advanceSeconds: seconds });
  }

  /** What the sandbox's clock shows, in Unix milliseconds. */
  async nowMs(): Promise<number> {
    return Date.parse(String((await this.control("GET", "clock")).now));
  }

  /** Waits until so much of the sandbox's time has passed. */
  async passes(seconds: number): Promise<void> {
    const endMs = (await this.nowMs()) + seconds * 1000;
    await this.until(`${seconds} s to pass`, async () => ((await this.nowMs()) >= endMs ? true : undefined));
  }

  /** The slices of a recording that have ended and are not in the bucket yet. */
  async waiting(sid: string): Promise<Json[]> {
    const { slices } = await this.control("GET", `tasks/${sid}`);
    return Array.isArray(slices) ? slices.filter(isRecord).filter(({ isUploaded }) => !isUploaded) : [];
  }

  /**
   * Lets a recording's uploads catch up before it is stopped. Only a machine that is too busy to render as fast as time
   * passes needs it: a stop would be right to give up on what has piled up. Time then passes more slowly for a while.
   */
  async catchUp({ sid }: Pick<Task, "sid">): Promise<void> {
    // Those of several people end together, so one each is what a machine that keeps up may have waiting.
    const waiting = async () => {
      const tracks = Map.groupBy(await this.waiting(sid), ({ trackId }) => trackId);
      return Math.max(0, ...[...tracks.values()].map((slices) => slices.length));
    };
    if ((await waiting()) <= 1) return;
    if (this.#catchingUp++ === 0) await this.control("PUT", "clock", { rate: 0.1 });
    try {
      await this.until("uploads to catch up", async () => ((await waiting()) <= 1 ? true : undefined));
    } finally {
      if (--this.#catchingUp === 0) await this.control("PUT", "clock", { rate: 1 });
    }
  }

  /** A channel that no other check uses, with these people in it. */
  async newChannel(uids: readonly string[] = [], name = `conformance-${++this.#channels}`): Promise<string> {
    for (const uid of uids) await this.join(name, uid);
    return name;
  }

  /** Lets somebody in; `choices` are those of the control API, such as a codec. */
  async join(cname: string, uid: string, choices: Json = {}): Promise<void> {
    await this.control("POST", `channels/${encodeURIComponent(cname)}/people`, { uid, ...choices });
  }

  /** Switches camera or microphone of somebody. */
  async switchStreams(cname: string, uid: string, choices: { audio?: boolean; video?: boolean }): Promise<void> {
    await this.control("PATCH", `channels/${encodeURIComponent(cname)}/people/${uid}`, choices);
  }

  async leave(cname: string, uid: string): Promise<void> {
    await this.control("DELETE", `channels/${encodeURIComponent(cname)}/people/${uid}`);
  }

  /** A storageConfig that works, with changes. */
  storage(changes: Json = {}): Json {
    const { bucket, accessKey, secretKey } = this.address.objectStore;
    return { vendor: 1, region: 0, bucket, accessKey, secretKey, ...changes };
  }

  /** A resourceId. @throws Mismatch when acquire does not give one */
  async ticket(cname: string, uid: string, clientRequest: Json = {}): Promise<string> {
    const answer = await this.acquire({ cname, uid, clientRequest });
    expectAnswer(answer, 200, { resourceId: aString });
    return String(fieldOf(answer, "resourceId"));
  }

  /** Acquires and starts; returns what start answered, whatever it is. */
  async tryStart(wanted: Wanted = {}): Promise<{ answer: Answer; task: Task }> {
    const { cname = await this.newChannel(), uid = this.newUid(), mode } = wanted;
    const resourceId = await this.ticket(cname, uid, { ...(mode === "web" ? { scene: 1 } : {}), ...wanted.acquire });
    const clientRequest = { storageConfig: this.storage(wanted.storage), ...wanted.request };
    const answer = await this.start(resourceId, { cname, uid, clientRequest }, mode);
    const sid = String(fieldOf(answer, "sid"));
    return { answer, task: { cname, uid, resourceId, sid, ...(mode === undefined ? {} : { mode }) } };
  }

  /** Acquires and starts. @throws Mismatch when start is refused */
  async record(wanted: Wanted = {}): Promise<Task> {
    const { answer, task } = await this.tryStart(wanted);
    expectAnswer(answer, 200, { sid: /^[0-9a-f]{32}$/ });
    return task;
  }

  /** Records, lets a check look at it, and stops it whatever the check found. */
  async withRecording<T>(wanted: Wanted, look: (task: Task) => Promise<T>): Promise<T> {
    const task = await this.record(wanted);
    try {
      return await look(task);
    } finally {
      await this.stop(task, { async_stop: true });
    }
  }

  /** Waits until a recording has ended: its calls answer 404. Returns that answer. */
  ended(task: Task): Promise<Answer> {
    return this.until("query to answer 404 in the end", async () => {
      const answer = await this.query(task);
      return answer.status === 404 && fieldOf(answer, "code") === 404 ? answer : undefined;
    });
  }

  /** Waits for a status in query. */
  reached(task: Task, statuses: readonly number[]): Promise<Answer> {
    return this.until(`query to show status ${statuses.join(" or ")}`, async () => {
      const answer = await this.query(task);
      const status = fieldOf(answer, "serverResponse", "status");
      return statuses.some((one) => one === status) ? answer : undefined;
    });
  }

  /** Waits until a notification about a recording has come, and returns the first such. */
  notified(sid: string, eventType: number, isWanted: (delivery: Delivery) => boolean = () => true): Promise<Delivery> {
    return this.until(`a notification with eventType ${eventType}`, () =>
      Promise.resolve(this.receiver.about(sid).find((one) => one.envelope.eventType === eventType && isWanted(one))),
    );
  }
}
