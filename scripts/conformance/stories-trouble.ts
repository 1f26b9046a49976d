import { type Answer, fieldOf } from "./agora";
import type { Json } from "./json";
import type { Lab } from "./lab";
import { ending, namesOf, observe, type Observed } from "./observe";

/** What can be seen of a recording while another server takes it over. */
export type Away = { query: Answer; update: Answer; updateLayout: Answer; stop: Answer };

const sound: Json = { recordingConfig: { maxIdleTime: 300, streamTypes: 0 } };

/** How long a server is away in the checks; up to ninety seconds are allowed. */
const windowSeconds = 3;

/** One person's sound; the server fails twice, and the recording goes on each time. */
export function failoverStory(lab: Lab): Promise<Observed & { away: Away }> {
  return lab.once("failover", async () => {
    let away: Away | undefined;
    const observed = await observe(lab, {
      mode: "mix",
      turn: "sound",
      people: { "3101": {} },
      prefix: ["conformance", "failover"],
      request: sound,
      awaited: "a slice",
      isEnough: ({ names }) => ending(names, ".ts").length >= 1,
      async meanwhile(task) {
        for (const round of [0, 1]) {
          await lab.control("POST", `tasks/${task.sid}/failover`, { windowSeconds: round === 0 ? windowSeconds : 0.5 });
          if (round === 0) {
            const [query, update, updateLayout, stop] = [
              await lab.query(task),
              await lab.change(task, "update", {}),
              await lab.change(task, "updateLayout", {}),
              await lab.stop(task),
            ];
            away = { query, update, updateLayout, stop };
          }
          await lab.until("the recording to be found again", async () =>
            (await lab.query(task)).status === 200 ? true : undefined,
          );
          await lab.until(`files of bak${round}`, async () => {
            const list = fieldOf(await lab.query(task), "serverResponse", "fileList");
            return String(list).includes(`/bak${round}_`) ? true : undefined;
          });
        }
      },
    });
    const { ended } = observed;
    return { ...observed, away: away ?? { query: ended, update: ended, updateLayout: ended, stop: ended } };
  });
}

/** One person's sound; the bucket is out of reach, so that everything goes to Agora's backup first. */
export function backupStory(lab: Lab): Promise<Observed & { namesAtStop: string[]; moved: string[] }> {
  return lab.once("backup", async () => {
    let namesAtStop: string[] = [];
    const cname = await lab.newChannel();
    await lab.control("POST", "faults", { operation: "upload", kind: "backup", cname, count: 4 });
    const observed = await observe(lab, {
      mode: "mix",
      turn: "sound",
      cname,
      people: { "3201": {} },
      request: sound,
      awaited: "status 5",
      isEnough: ({ deliveries }) => deliveries.some(({ envelope }) => envelope.eventType === 4),
      async meanwhile(task) {
        namesAtStop = await namesOf(lab, task);
      },
    });
    const moved = await lab.until("the backup to move its slices", async () => {
      const names = await namesOf(lab, observed.task);
      return ending(names, ".ts").length > ending(observed.names, ".ts").length ? names : undefined;
    });
    return { ...observed, namesAtStop, moved };
  });
}

/** One person's sound; one try of an upload is not answered, the next one is. */
export function slowUploadStory(lab: Lab): Promise<Observed> {
  return lab.once("slow upload", async () => {
    const cname = await lab.newChannel();
    await lab.control("POST", "faults", { operation: "upload", kind: "unreachable", cname, count: 1 });
    return observe(lab, {
      mode: "mix",
      turn: "sound",
      cname,
      people: { "3301": {} },
      request: sound,
      awaited: "a slice",
      isEnough: ({ names }) => ending(names, ".ts").length >= 1 && ending(names, ".m3u8").length === 1,
    });
  });
}
