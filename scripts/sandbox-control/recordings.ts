import type { Command } from "./command";
import { isItem, list, pairs, table } from "./table";

const time = (value: unknown) => (typeof value === "number" ? new Date(value).toISOString() : undefined);

/** What is plain enough for a column: the rest is in the JSON. */
function plainColumns(items: readonly Record<string, unknown>[]): string[] {
  return Object.entries(items[0] ?? {})
    .filter(([, value]) => typeof value !== "object")
    .map(([name]) => name);
}

/** The recordings the sandbox knows. */
export const recordingCommands: Command[] = [
  {
    name: "tasks",
    about: "The recordings, newest first.",
    examples: ["tasks"],
    async run(control) {
      const json = await control.get("tasks");
      const started = ["started", ({ startedAtMs }: Record<string, unknown>) => time(startedAtMs)] as const;
      const columns = ["sid", "mode", "cname", "uid", "phase", "status", [...started]] satisfies Parameters<
        typeof table
      >[1];
      return { json, text: table(list(json, "tasks"), columns, "There are no recordings.") };
    },
  },
  {
    name: "task",
    takes: "<sid>",
    about: "One recording, with its slices.",
    examples: ["task 38f8e3cfdc474cd56fc1ceba380d7e1a"],
    async run(control, input) {
      const json = await control.get(`tasks/${encodeURIComponent(input.needed("sid"))}`);
      const slices = list(json, "slices");
      const about = isItem(json.task) ? pairs(json.task) : "";
      return { json, text: `${about}\n\n${table(slices, plainColumns(slices), "No slices yet.")}` };
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
