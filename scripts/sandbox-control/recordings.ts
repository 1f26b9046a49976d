import type { Command } from "./command";
import { type Column, isItem, list, pairs, table } from "./table";

type Item = Record<string, unknown>;

/** Unix milliseconds as a time to read. */
const time = (value: unknown) => (typeof value === "number" ? new Date(value).toISOString() : undefined);

const taskColumns = [
  "sid",
  "mode",
  "cname",
  "uid",
  "phase",
  "status",
  ["started", ({ startedAtMs }: Item) => time(startedAtMs)],
] satisfies Column[];

const sliceColumns = [
  ["start", ({ startMs }: Item) => time(startMs)],
  ["seconds", ({ durationMs }: Item) => Number(durationMs) / 1000],
  ["track", ({ trackId }: Item) => trackId],
  ["file", ({ fileName }: Item) => fileName],
  ["uploaded", ({ isUploaded }: Item) => isUploaded],
  ["on backup", ({ isOnBackup }: Item) => isOnBackup],
] satisfies Column[];

/** What is plain about a recording, with its instants as times; the rest is in the JSON. */
function outline(task: Item): Item {
  const plain = Object.entries(task).filter(([, value]) => value !== null && typeof value !== "object");
  return Object.fromEntries(plain.map(([name, value]) => [name, /(At|Until)Ms$/.test(name) ? time(value) : value]));
}

/** The recordings the sandbox knows. */
export const recordingCommands: Command[] = [
  {
    name: "tasks",
    about: "The recordings, newest first.",
    examples: ["tasks"],
    async run(control) {
      const json = await control.get("tasks");
      return { json, text: table(list(json, "tasks"), taskColumns, "There are no recordings.") };
    },
  },
  {
    name: "task",
    takes: "<sid>",
    about: "One recording, with its slices.",
    examples: ["task 38f8e3cfdc474cd56fc1ceba380d7e1a"],
    async run(control, input) {
      const json = await control.get(`tasks/${encodeURIComponent(input.needed("sid"))}`);
      const about = isItem(json.task) ? pairs(outline(json.task)) : "";
      return { json, text: `${about}\n\n${table(list(json, "slices"), sliceColumns, "No slices yet.")}` };
    },
  },
  {
    name: "failover",
    takes: "<sid>",
    about: "Moves a recording to another server; until that has it, calls about it get 404.",
    flags: { seconds: { takes: "number", about: "of sandbox time until the other server has it, 0 to 90" } },
    examples: ["failover 38f8e3cfdc474cd56fc1ceba380d7e1a --seconds 10"],
    async run(control, input) {
      const sid = input.needed("sid");
      const windowSeconds = input.number("seconds");
      const order = windowSeconds === undefined ? {} : { windowSeconds };
      const json = await control.call("POST", `tasks/${encodeURIComponent(sid)}/failover`, order);
      return { json, text: `${sid} fails over.` };
    },
  },
];
