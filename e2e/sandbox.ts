import { randomInt } from "node:crypto";
import type { Installation } from "./installation";

type Details = {
  baseUrl: string;
  controlUrl: string;
  appId: string;
  appCertificate: string;
  customerId: string;
  customerSecret: string;
  objectStore: { endpoint: string; region: string; bucket: string; accessKey: string; secretKey: string };
  notificationSecrets: Record<string, string>;
};

export type Rgb = { r: number; g: number; b: number };
export type Person = { uid: string; colour: Rgb };
export type Task = { sid: string; cname: string; uid: string; phase: string };
/** One recording of a live stream, in milliseconds since 1970. */
export type Recorded = { startMs: number; endMs: number };
export type JournalEntry = { operation: string; cname: string | null; status: number };
type Fault = {
  operation: string;
  timing?: "before" | "after" | "late";
  answer: { kind: "reset" } | { kind: "json"; status: number; body: object };
  count?: number;
};

/** The sandbox behind an installation, through its control API. */
export class Sandbox {
  readonly details: Details;

  constructor(installation: Installation) {
    this.details = installation.json("sandbox.json") as Details;
  }

  /** Who is in a channel, in the order they joined. */
  async people(channelName: string): Promise<Person[]> {
    type View = { uid: string; colour: string };
    const { people } = await this.ask<{ people: View[] }>("GET", `/channels/${channelName}/people`);
    return people.map(({ uid, colour }) => ({ uid, colour: rgbOf(colour) }));
  }

  /** Lets people into a channel that nobody else uses. Their uids follow each other, so their colours are apart. */
  async openChannel(count: number): Promise<string> {
    const first = randomInt(10_000, 1_000_000);
    const name = `e2e-${first}`;
    for (let index = 0; index < count; index += 1) await this.join(name, String(first + index));
    return name;
  }

  /** Ends what still records a channel: a recorder is put out when somebody joins with its uid. */
  async endRecordingsOf(channelName: string): Promise<void> {
    const live = (await this.tasks(channelName)).filter(({ phase }) => phase !== "ended");
    for (const { uid } of live) {
      await this.join(channelName, uid);
      await this.leave(channelName, uid);
    }
  }

  async leave(channelName: string, uid: string): Promise<void> {
    await this.ask("DELETE", `/channels/${channelName}/people/${uid}`);
  }

  /** The recordings that Agora began of a channel, newest first. */
  async tasks(channelName: string): Promise<Task[]> {
    const { tasks } = await this.ask<{ tasks: Task[] }>("GET", "/tasks");
    return tasks.filter(({ cname }) => cname === channelName);
  }

  /** Makes a call about one channel fail. Returns what takes the fault back. */
  async armFault(channelName: string, fault: Fault): Promise<() => Promise<void>> {
    const { id } = await this.ask<{ id: number }>("POST", "/faults", { ...fault, cname: channelName });
    return async () => void (await this.ask("DELETE", `/faults/${id}`));
  }

  /** A call of live streaming as another program with the same credentials makes it. @throws Error when it is refused */
  async fls(method: string, path: string, body?: object): Promise<void> {
    const { baseUrl, appId, customerId, customerSecret } = this.details;
    const response = await fetch(`${baseUrl}/v1/projects/${appId}/fls/${path}`, {
      method,
      headers: {
        Authorization: `Basic ${Buffer.from(`${customerId}:${customerSecret}`).toString("base64")}`,
        "Content-Type": "application/json",
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  }

  /** The names of the objects in the first bucket below a prefix. */
  async objectKeys(prefix: string): Promise<string[]> {
    const { bucket } = this.details.objectStore;
    const address = `/store/objects?bucket=${bucket}&prefix=${encodeURIComponent(prefix)}`;
    const { objects } = await this.ask<{ objects: { key: string }[] }>("GET", address);
    return objects.map(({ key }) => key);
  }

  /** Two recordings of a live stream with less than two minutes between them, from Agora's own list. */
  async gapOf(streamName: string): Promise<[before: Recorded, after: Recorded]> {
    const { baseUrl, appId, customerId, customerSecret } = this.details;
    const [from, to] = [new Date(Date.now() - 6 * 86_400_000), new Date()].map((date) => date.toISOString());
    const query = new URLSearchParams({ start_time: from ?? "", end_time: to ?? "", stream_name: streamName });
    const folder = `${baseUrl}/v1/projects/${appId}/fls/entry_points/live/admin/record/standard/regions/cn`;
    const authorization = `Basic ${Buffer.from(`${customerId}:${customerSecret}`).toString("base64")}`;
    const response = await fetch(`${folder}/preview_list?${query}`, { headers: { authorization } });
    const { list } = (await response.json()) as { list: { startTime: string; endTime: string }[] };
    const all = list.map(({ startTime, endTime }) => ({ startMs: Date.parse(startTime), endMs: Date.parse(endTime) }));
    const index = all.findIndex((one, at) => (all[at + 1]?.startMs ?? Number.POSITIVE_INFINITY) - one.endMs < 120_000);
    const [before, after] = [all[index], all[index + 1]];
    if (!before || !after) throw new Error(`${streamName} has no gap`);
    return [before, after];
  }

  /** How often Agora was asked for a clip of a stream under a name. */
  async clipsAsked(streamName: string, name: string): Promise<number> {
    type Entry = JournalEntry & { path: string; body: { fileName?: string } | null };
    const { requests } = await this.ask<{ requests: Entry[] }>("GET", "/journal?last=1000");
    return requests.filter(
      ({ path, body }) => path.endsWith(`/cutting/${streamName}`) && body?.fileName === `${name}.m3u8`,
    ).length;
  }

  /** A request to the control API. @throws Error with its own sentence */
  async ask<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(`${this.details.controlUrl}${path}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text || "null") as Answer; // The control API is ours; its shapes are tested beside it.
  }

  /** @param more how this person sends, such as `{ codec: "vp8" }` */
  async join(channelName: string, uid: string, more: object = {}): Promise<void> {
    await this.ask("POST", `/channels/${channelName}/people`, { uid, ...more });
  }
}

function rgbOf(colour: string): Rgb {
  const [r = 0, g = 0, b = 0] = (colour.match(/[0-9a-f]{2}/gi) ?? []).map((pair) => Number.parseInt(pair, 16));
  return { r, g, b };
}
