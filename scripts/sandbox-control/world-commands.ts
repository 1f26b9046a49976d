import { setTimeout as sleep } from "node:timers/promises";
import { switchesSchema } from "@/lib/sandbox/state/switches";
import { type Command, type Shown, UsageError } from "./command";
import type { Control } from "./control";
import { cell, list, pairs } from "./table";

type Item = Record<string, unknown>;

const followEveryMs = 500;

/** The sandbox as a whole: its time, its switches, what it has seen. */
export const worldCommands: Command[] = [
  {
    name: "info",
    about: "Addresses, App ID, clock and modes.",
    examples: ["info"],
    async run(control) {
      const json = await control.get("info");
      return { json, text: pairs(json) };
    },
  },
  {
    name: "clock",
    about: "The sandbox's time, and how fast it runs; with flags, changes them.",
    flags: {
      rate: { takes: "number", about: "sandbox seconds per real second, 0.1 to 1000" },
      advance: { takes: "time", about: "moves it forward (90s, 5m, 2h)" },
    },
    examples: ["clock", "clock --rate 10", "clock --advance 2h"],
    async run(control, input) {
      const rate = input.number("rate");
      const advanceMs = input.durationMs("advance", "s");
      const change = {
        ...(rate === undefined ? {} : { rate }),
        ...(advanceMs === undefined ? {} : { advanceSeconds: advanceMs / 1000 }),
      };
      const isChange = Object.keys(change).length > 0;
      const json = isChange ? await control.call("PUT", "clock", change) : await control.get("clock");
      return { json, text: pairs(json ?? {}) };
    },
  },
  {
    name: "switches",
    takes: "[name=value…]",
    about: "The answers to what the contract leaves open; with values, changes them.",
    examples: ["switches", "switches lateStart=refuse requestsPerSecond=100"],
    async run(control, input) {
      const changes = input.all("name=value").map(readSwitch);
      const json =
        changes.length === 0
          ? await control.get("switches")
          : await control.call("PATCH", "switches", Object.fromEntries(changes));
      return { json, text: pairs(json ?? {}) };
    },
  },
  {
    name: "counters",
    about: "What the sandbox has counted since the last reset.",
    examples: ["counters"],
    async run(control) {
      const json = await control.get("counters");
      return { json, text: pairs(json) };
    },
  },
  {
    name: "journal",
    about: "The newest requests to the Agora API.",
    flags: {
      limit: { takes: "number", about: "how many; 20 by default" },
      follow: { about: "goes on with each new one until Ctrl-C" },
    },
    examples: ["journal", "journal --limit 5", "journal --follow"],
    async run(control, input, print) {
      const json = await control.get(`journal?last=${input.number("limit") ?? 20}`);
      const entries = list(json, "requests");
      if (input.isSet("follow")) return follow(control, entries, print);
      return { json, text: entries.map(line).join("\n") || "There were no requests." };
    },
  },
  {
    name: "reset",
    about: "Ends every recording at once and forgets everything but the keys and the time.",
    flags: { yes: { about: "really" } },
    examples: ["reset --yes"],
    async run(control, input) {
      if (!input.isSet("yes")) throw new UsageError("reset forgets every recording and object; say reset --yes.");
      const json = await control.call("POST", "reset");
      return { json, text: "The sandbox is as new." };
    },
  },
];

/** Prints each request, and each new one, until the program is ended. */
async function follow(control: Control, first: readonly Item[], print: (shown: Shown) => void): Promise<never> {
  let entries = first;
  let lastId = 0;
  for (;;) {
    for (const entry of entries) {
      print({ json: entry, text: line(entry) });
      lastId = Number(entry.id);
    }
    if (entries.length === 0) await sleep(followEveryMs);
    entries = list(await control.get(`journal?after=${lastId}&limit=1000`), "requests");
  }
}

/** One request in fixed columns, so that those that follow stand below each other. */
function line({ id, atMs, tookMs, status, operation, method, path, faultId }: Item): string {
  return [
    cell(id).padStart(6),
    new Date(Number(atMs)).toISOString(),
    `${cell(tookMs)} ms`.padStart(8),
    cell(status).padEnd(3),
    cell(operation).padEnd(12),
    cell(method).padEnd(4),
    `${shorten(cell(path))}${faultId === null ? "" : `  fault ${cell(faultId)}`}`,
  ].join("  ");
}

/** A path without the length of its resource id. */
function shorten(path: string): string {
  return path.replace(/[^/]{41,}/g, (part) => `${part.slice(0, 8)}…`);
}

/** A switch's value in its own type: what looks like a number may be a text, such as `501`. */
function readSwitch(word: string): [string, unknown] {
  const [, name = "", text = ""] = /^([^=]+)=(.*)$/.exec(word) ?? [];
  if (name === "") throw new UsageError(`"${word}" must be name=value.`);
  const known: Record<string, { safeParse(value: unknown): { success: boolean } }> = switchesSchema.shape;
  if (known[name]?.safeParse(text).success) return [name, text];
  try {
    return [name, JSON.parse(text)];
  } catch {
    return [name, text];
  }
}
