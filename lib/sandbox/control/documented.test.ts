import { readFileSync } from "node:fs";
import { afterAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import {
  faultSchema,
  kickFaultSchema,
  notificationFaultSchema,
  operationFaultSchema,
  uploadFaultSchema,
} from "../faults";
import { switchesSchema } from "../state/switches";
import { type TestAnswer, TestSandbox } from "../test-sandbox";

const text = readFileSync(new URL("../../../docs/sandbox-control-api.md", import.meta.url), "utf8");

const box = await TestSandbox.start({ clockRate: 20 });
afterAll(() => box.close());

/** The blocks of code of one kind. */
function blocks(kind: string): string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map((match) => match[1] ?? "");
}

/** The row of a table whose first cell is this name, as its cells. */
function rowOf(name: string): string[] | undefined {
  const line = text.split("\n").find((one) => one.startsWith(`| \`${name}\` `));
  return line?.split("|").map((cell) => cell.trim());
}

/** Examples of whole faults, and of the `answer` of a fault of a call. */
const given = [...text.matchAll(/`(\{"(?:operation|kind)": .*?\})` /g)].map((match) =>
  z.json().parse(JSON.parse(match[1] ?? "")),
);
const asFaults = given.map((one) =>
  z.looseObject({ operation: z.string() }).safeParse(one).success ? one : { operation: "start", answer: one },
);

describe("the page about the control API", () => {
  test.each(Object.keys(switchesSchema.shape))("has the switch %s with its default", (name) => {
    const fallback = switchesSchema.parse({})[name as keyof typeof switchesSchema.shape];
    expect(rowOf(name)?.[2]).toContain(`\`${String(fallback)}\``);
  });

  test.each(operationFaultSchema.shape.operation.options)("has the operation %s that can fail", (name) => {
    expect(text).toMatch(new RegExp(`^- \`operation\`:.*\`${name}\``, "m"));
  });

  const kinds = [
    ...operationFaultSchema.shape.answer.options.map(({ shape }) => ["a call", shape.kind.value, shape] as const),
    ...notificationFaultSchema.options.map(({ shape }) => ["notification", shape.kind.value, shape] as const),
    ...uploadFaultSchema.shape.kind.options.map((kind) => ["upload", kind, {}] as const),
    ["kick", kickFaultSchema.shape.kind.value, {}] as const,
  ];
  const common = ["operation", "kind", "eventType", "productId", "count", "skip"];

  test.each(kinds)("has the fault of %s that is called %s, with its fields and an example", (_, kind, shape) => {
    const row = rowOf(kind)?.join("|");
    expect(row).toContain(`"kind": "${kind}"`);
    for (const field of Object.keys(shape).filter((name) => !common.includes(name)))
      expect(row).toContain(`\`${field}\``);
  });

  test("has examples of faults that the sandbox takes", () => {
    expect(asFaults).toHaveLength(kinds.length);
    for (const example of [...asFaults, ...blocks("json").map((block): unknown => JSON.parse(block))]) {
      expect({ example, problem: faultSchema.safeParse(example).error }).toEqual({ example, problem: undefined });
    }
  });
});

const lines = blocks("http").flatMap((block) => block.trimEnd().split("\n"));

test("every part of the control API has examples", () => {
  const parts = [
    "info",
    "journal",
    "counters",
    "reset",
    "channels",
    "kicking-rules",
    "tasks",
    "clock",
    "notifications",
    "faults",
  ];
  for (const part of [...parts, "switches", "store"]) {
    expect(lines.some((line) => line.split(" ")[1]?.startsWith(`/${part}`))).toBe(true);
  }
});

let nextUid = 1;
const ids = z.looseObject({ id: z.number() });

/** What stands for a thing in the examples: a new one each time. */
const makers: Record<string, () => Promise<string>> = {
  async sid() {
    const task = await box.record("empty-room", `${nextUid++}`, { recordingConfig: { maxIdleTime: 86_400 } });
    await vi.waitFor(async () => {
      expect((await box.control("GET", `tasks/${task.sid}`)).body).toMatchObject({ task: { phase: "recording" } });
    });
    return task.sid;
  },
  async rule() {
    const body = { appid: box.sandbox.appId, cname: "nowhere", privileges: ["join_channel"] };
    const answer = await box.fetch("/dev/v1/kicking-rule", { method: "POST", body: JSON.stringify(body) });
    return `${ids.parse(await answer.json()).id}`;
  },
  async fault() {
    const fault = { operation: "upload", kind: "backup" };
    return `${ids.parse((await box.control("POST", "faults", fault)).body).id}`;
  },
  async notification() {
    const made = await box.control("POST", "notifications", { eventType: 40, payload: {}, url: box.sandbox.baseUrl });
    return `${ids.parse(z.array(z.unknown()).parse(made.body.notifications)[0]).id}`;
  },
  async accessKey() {
    return z.object({ accessKey: z.string() }).parse((await box.control("POST", "store/keys", {})).body).accessKey;
  },
};

test.each(lines)("%s", async (line) => {
  const name = /\{(sid|fault|notification|accessKey|rule)\}/.exec(line)?.[1];
  const filled = name === undefined ? line : line.replace(`{${name}}`, (await makers[name]?.()) ?? "");
  const [, method = "", path = "", body] = /^(\S+) \/(\S+)(?: (.*))?$/.exec(filled) ?? [];
  const answer: Pick<TestAnswer, "status"> = await box.control(method, path, body && JSON.parse(body));
  expect({ answer, isDone: answer.status >= 200 && answer.status < 300 }).toEqual({ answer, isDone: true });
});
