import { describe, expect, test } from "vitest";
import {
  faultSchema,
  kickFaultSchema,
  notificationFaultSchema,
  operationFaultSchema,
  uploadFaultSchema,
} from "@/lib/sandbox/faults";
import { commands } from "./commands";
import { readFault } from "./fault-flags";
import { Input } from "./input";

const command = commands.find(({ name }) => name === "fault");
if (!command) throw new Error("there is no command fault");

/** The fault that a line asks for, once as it is sent and once as the sandbox reads it. */
function faultOf(...args: string[]) {
  const sent = readFault(Input.read(command!, args));
  return { sent, read: faultSchema.parse(sent) };
}

test("every kind of fault that the sandbox knows has its flag", () => {
  const calls = operationFaultSchema.shape.answer.options.map(({ shape }) => shape.kind.value);
  const notifications = notificationFaultSchema.options.map(({ shape }) => shape.kind.value);
  const uploads = uploadFaultSchema.shape.kind.options;
  const flagOf = (kind: string) => (kind === "json" ? "status" : kind);
  const value = (kind: string) => (["json", "truncate", "trickle", "delay", "late"].includes(kind) ? ["200"] : []);
  for (const kind of calls) {
    expect(faultOf("stop", `--${flagOf(kind)}`, ...value(kind)).read).toMatchObject({
      operation: "stop",
      answer: { kind },
    });
  }
  for (const kind of notifications) {
    expect(faultOf("notification", `--${kind}`, ...value(kind)).read).toMatchObject({ kind });
  }
  expect(faultOf("kick", `--${kickFaultSchema.shape.kind.value}`).read).toMatchObject({ kind: "miss" });
  for (const kind of uploads) expect(faultOf("upload", `--${kind}`).read).toMatchObject({ kind });
});

test.each([
  [["start", "--timing", "after", "--reset"], { operation: "start", timing: "after", answer: { kind: "reset" } }],
  [
    ["query", "--status", "404", "--body", '{"code":404}', "--count", "3", "--skip", "2"],
    { operation: "query", answer: { kind: "json", status: 404, body: { code: 404 } }, count: 3, skip: 2 },
  ],
  [["acquire", "--html", "--status", "503"], { operation: "acquire", answer: { kind: "html", status: 503 } }],
  [["update", "--delay", "1.5s"], { operation: "update", answer: { kind: "delay", delayMs: 1500 } }],
  [
    ["stop", "--hang", "--timing", "late", "--late-by", "4s", "--cname", "lobby", "--uid", "7"],
    { operation: "stop", timing: "late", lateMs: 4000, answer: { kind: "hang" }, cname: "lobby", uid: "7" },
  ],
  [
    ["notification", "--forge", "--then-good", "--event", "31"],
    { operation: "notification", kind: "forge", thenGood: true, eventType: 31 },
  ],
  [["notification", "--late", "2m"], { operation: "notification", kind: "late", delayMs: 120_000 }],
  [["notification", "--lose", "--product", "1"], { operation: "notification", kind: "lose", productId: 1 }],
  [["kick", "--miss", "--uid", "7"], { operation: "kick", kind: "miss", uid: "7" }],
  [
    ["createKickingRule", "--status", "504"],
    { operation: "createKickingRule", answer: { kind: "json", status: 504, body: {} } },
  ],
  [["upload", "--backup", "--count", "0"], { operation: "upload", kind: "backup", count: 0 }],
])("%j", (args, fault) => {
  expect(faultOf(...args).sent).toEqual(fault);
});

describe("is refused in one sentence", () => {
  test.each([
    [["pause", "--reset"], '"pause" is none of acquire, start, query'],
    [["start"], "start needs one of --status, --html"],
    [["start", "--reset", "--hang"], "start needs one of"],
    [["start", "--lose"], "--lose is not for start, which takes --status"],
    [["upload", "--timing", "after", "--backup"], "--timing is not for upload"],
    [["start", "--reset", "--body", "{}"], "--body goes with --status"],
    [["start", "--status", "200", "--body", "[1]"], "--body must be a JSON object, not [1]"],
    [["start", "--status", "many"], '--status must be a number, not "many"'],
    [["notification", "--lose", "--then-good"], "--then-good goes with --forge"],
    [["notification", "--late", "soon"], '"soon" is no duration'],
    [["stop", "--reset", "--late-by", "3s"], "--late-by goes with --timing late"],
    [["stop", "--explode"], "fault: Unknown option '--explode'"],
  ])("%j", (args, sentence) => {
    expect(() => faultOf(...args)).toThrow(sentence);
  });
});
