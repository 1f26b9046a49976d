import type { Answer } from "./agora";
import { expectThat } from "./expect";
import { expectDone, fls, listed, newPoint, offAir, onAir, type Row, settingsOf, stillsOf, told, toldOf } from "./fls";
import type { Lab } from "./lab";
import type { Delivery } from "./receiver";

/** What was seen of one stream from its first second on air to its last. */
export type Aired = { point: string; stream: string; deliveries: Delivery[]; fromMs: number; toMs: number };

/** Playlist, MP4s and periodic stills in Agora's own storage. */
export function standardStory(lab: Lab): Promise<Aired & { meanwhile: Row[]; rows: Row[] }> {
  return lab.once("fls standard", async () => {
    const [point, stream] = [await newPoint(lab), "yard"];
    const formats = { hlsConfig: { enabled: true }, mp4Config: { enabled: true } };
    expectDone(await fls(lab, "PATCH", settingsOf(point, "standard"), formats));
    expectDone(await fls(lab, "PATCH", stillsOf(point, "standard"), { enabled: true, snapshotInterval: 5 }));
    const fromMs = await lab.nowMs();
    await onAir(lab, point, stream);
    await toldOf(lab, point, stream, 102);
    const meanwhile = await lab.until("two slices to be listed", async () => {
      const rows = await listed(lab, point, stream);
      return rows.some(({ startTime, endTime }) => Date.parse(endTime) - Date.parse(startTime) >= 6000)
        ? rows
        : undefined;
    });
    await offAir(lab, point, stream);
    const files = () => told(lab, point, stream).filter(({ envelope }) => envelope.eventType === 101);
    await lab.until("event 101 of playlist and MP4", () => Promise.resolve(files().length >= 2 || undefined));
    const [deliveries, toMs] = [told(lab, point, stream), await lab.nowMs()];
    return { point, stream, deliveries, fromMs, toMs, meanwhile, rows: await listed(lab, point, stream) };
  });
}

/** Playlist, slices, an MP4 and periodic stills in a bucket of one's own; nothing was on but the configuration. */
export function customStory(lab: Lab): Promise<Aired & { keys: string[]; shown: Answer }> {
  return lab.once("fls custom", () =>
    lab.turns.pictures.use(async () => {
      const [point, stream] = [await newPoint(lab), "hall"];
      const path = settingsOf(point, "custom");
      const formats = { hlsConfig: { enabled: true }, mp4Config: { enabled: true } };
      const storageConfig = lab.storage({ vendor: 2, region: 3 });
      expectDone(await fls(lab, "PATCH", path, { ...formats, storageConfig }));
      const stills = { enabled: true, snapshotInterval: 5, storageConfig };
      expectDone(await fls(lab, "PATCH", stillsOf(point, "custom"), stills));
      const fromMs = await lab.nowMs();
      await onAir(lab, point, stream);
      await toldOf(lab, point, stream, 4);
      const prefix = `${point.replace("entry_points/", "")}/${stream}/`;
      const keysNow = async () => (await lab.bucket.list(prefix, prefix)).map(({ key }) => key);
      await lab.until("two slices in the bucket", async () =>
        (await keysNow()).filter((key) => key.endsWith(".ts")).length >= 2 ? true : undefined,
      );
      await offAir(lab, point, stream);
      const files = () => told(lab, point, stream).filter(({ envelope }) => envelope.eventType === 3);
      await lab.until("event 3 of playlist and MP4", () => Promise.resolve(files().length >= 2 || undefined));
      const keys = await keysNow();
      expectThat(keys.length >= 4, "slices, a playlist and an MP4", keys);
      const shown = await fls(lab, "GET", path);
      return { point, stream, deliveries: told(lab, point, stream), fromMs, toMs: await lab.nowMs(), keys, shown };
    }),
  );
}
