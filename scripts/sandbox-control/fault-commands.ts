import type { Command } from "./command";
import { faultFlags, readFault } from "./fault-flags";
import { isItem, list, table } from "./table";

type Item = Record<string, unknown>;

/** A fault's kind with its own fields, in a few words. */
function describe({ answer, kind, thenGood, delayMs, eventType, productId }: Item): string {
  const own = isItem(answer) ? answer : { kind, thenGood, delayMs, eventType, productId };
  const { kind: name, ...fields } = own;
  const given = Object.entries(fields).filter(([, value]) => value !== undefined && value !== false);
  return [name, ...given.map(([field, value]) => `${field}=${JSON.stringify(value)}`)].join(" ");
}

const columns = [
  "id",
  "operation",
  ["fault", describe],
  ["timing", ({ timing, lateMs }: Item) => (timing === "late" ? `late by ${String(lateMs)} ms` : timing)],
  ["cname", ({ cname }: Item) => cname],
  ["uid", ({ uid }: Item) => uid],
  ["strikes", ({ struck, count }: Item) => `${String(struck)} of ${count === 0 ? "any" : String(count)}`],
  ["skips", ({ passed, skip }: Item) => `${String(passed)} of ${String(skip)}`],
] satisfies Parameters<typeof table>[1];

/** Faults: armed, listed, removed. */
export const faultCommands: Command[] = [
  {
    name: "faults",
    about: "The faults in force, used-up ones included.",
    examples: ["faults"],
    async run(control) {
      const json = await control.get("faults");
      return { json, text: table(list(json, "faults"), columns, "There are no faults.") };
    },
  },
  {
    name: "fault",
    takes: "<operation>",
    about:
      "Lets a call (acquire, start, query, update, updateLayout, stop and others), a notification, an upload or a kick go wrong.",
    flags: faultFlags,
    examples: [
      "fault start --timing after --reset",
      'fault query --status 404 --body \'{"code":404,"reason":"failed to find worker"}\' --count 3',
      "fault stop --timing late --late-by 4s --hang",
      "fault notification --lose --event 31",
      "fault notification --forge --then-good",
      "fault upload --backup --cname lobby",
      "fault kick --miss --count 2",
    ],
    async run(control, input) {
      const json = await control.call("POST", "faults", readFault(input));
      return { json, text: table([json ?? {}], columns) };
    },
  },
  {
    name: "clear-faults",
    takes: "[id]",
    about: "Removes one fault, or all.",
    examples: ["clear-faults", "clear-faults 3"],
    async run(control, input) {
      const id = input.word("id");
      const json = await control.call("DELETE", id === undefined ? "faults" : `faults/${encodeURIComponent(id)}`);
      return { json, text: id === undefined ? "There are no faults any more." : `Fault ${id} is removed.` };
    },
  },
];
