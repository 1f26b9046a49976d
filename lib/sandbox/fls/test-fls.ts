import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readCells, type RgbFrame } from "../media/cells";
import { fitPicture } from "../media/fitting";
import { sourceSizes } from "../media/person";
import { decodeFrames } from "../media/test-media";
import { TestSandbox } from "../test-sandbox";

/** For tests: JSON, not looked at closely. */
export type Json = Record<string, unknown>;

/** For tests: a row of the list of recordings. */
export type Row = { fileName: string; startTime: string; endTime: string; position: number };

/** For tests: a sandbox, the calls of live streaming, and the files it serves. */
export class TestFls {
  readonly box: TestSandbox;
  /** For files of the test. */
  readonly folder: string;

  private constructor(box: TestSandbox, folder: string) {
    this.box = box;
    this.folder = folder;
  }

  static async start(): Promise<TestFls> {
    return new TestFls(await TestSandbox.start({ sliceSeconds: 2 }), await mkdtemp(join(tmpdir(), "tally-fls-")));
  }

  async reset(): Promise<void> {
    await this.box.control("POST", "reset");
    await this.box.control("PATCH", "switches", { flsRequestsPerSecond: 1000, flsClipSeconds: 0 });
  }

  async close(): Promise<void> {
    await this.box.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** A call of live streaming; `path` comes after `fls/`. */
  async call(method: string, path: string, body?: Json, headers: Record<string, string> = {}) {
    const response = await this.box.fetch(`/v1/projects/${this.box.sandbox.appId}/fls/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers,
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? null : (JSON.parse(text) as Json) };
  }

  /** A list in the answer to a GET. */
  async list(path: string, key: string): Promise<Json[]> {
    const { status, body } = await this.call("GET", path);
    if (status !== 200 || !Array.isArray(body?.[key])) throw new Error(`no list ${key}: ${JSON.stringify(body)}`);
    return body[key] as Json[];
  }

  async nowMs(): Promise<number> {
    return Date.parse(String((await this.box.control("GET", "clock")).body.now));
  }

  async recordings(stream: string, fromMs: number, toMs: number): Promise<Row[]> {
    const query = new URLSearchParams({
      start_time: new Date(fromMs).toISOString(),
      end_time: new Date(toMs).toISOString(),
      stream_name: stream,
    });
    return (await this.list(`${standard}/preview_list?${query}`, "list")) as Row[];
  }

  async file(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.box.sandbox.baseUrl}/${path}`, { headers });
  }

  /** The pictures in one file. */
  async pictureOf(path: string): Promise<RgbFrame | undefined> {
    const name = join(this.folder, path.split("/").at(-1) ?? "file");
    await writeFile(name, Buffer.from(await (await this.file(path)).arrayBuffer()));
    return (await decodeFrames(name, sourceSizes["16:9"]))[0];
  }

  /** Puts a playlist and its slices side by side and decodes the pictures. */
  async pictures(path: string): Promise<RgbFrame[]> {
    const text = await (await this.file(path)).text();
    const base = path.slice(0, path.lastIndexOf("/"));
    const name = join(this.folder, path.split("/").at(-1) ?? "list.m3u8");
    await writeFile(name, text);
    for (const slice of text.split("\n").filter((line) => line.endsWith(".ts"))) {
      await writeFile(join(this.folder, slice), Buffer.from(await (await this.file(`${base}/${slice}`)).arrayBuffer()));
    }
    return decodeFrames(name, sourceSizes["16:9"]);
  }

  /** The notifications about a stream, oldest first. */
  async events(stream: string): Promise<{ eventType: number; productId: number; payload: Json }[]> {
    const { body } = await this.box.control("GET", `notifications?sid=fls%3Alive%2F${stream}&limit=100`);
    return (body.notifications as { eventType: number; envelope: { productId: number; payload: Json } }[]).map(
      ({ eventType, envelope }) => ({ eventType, productId: envelope.productId, payload: envelope.payload }),
    );
  }
}

/** For tests: the entry point that is there from the start, and its standard recordings. */
export const point = "entry_points/live";
export const standard = `${point}/admin/record/standard/regions/cn`;
export const dayMs = 86_400_000;

/** For tests: the second that is burnt into a picture. */
export function secondIn(frame: RgbFrame | undefined): number {
  if (!frame) throw new Error("no picture");
  const whole = { x: 0, y: 0, width: frame.width, height: frame.height };
  const reading = readCells(frame, fitPicture(sourceSizes["16:9"], whole, "cover"), "16:9");
  if (!reading) throw new Error("the cells cannot be read");
  return reading.utcSecond;
}
