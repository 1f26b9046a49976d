import { faultyOperations } from "@/lib/sandbox/faults";
import { type Flag, UsageError } from "./command";
import type { Input } from "./input";

/** A kind of fault: its flag, and the part of the fault that the flag stands for. */
type Kind = Flag & { part: (input: Input) => Record<string, unknown> };

const plain = (kind: string, about: string): Kind => ({ about, part: () => ({ kind }) });

const callKinds: Record<string, Kind> = {
  status: {
    takes: "code",
    about: "answers with this status and the JSON of --body, or {}",
    part: (input) => ({ kind: "json", status: input.number("status"), body: input.object("body") ?? {} }),
  },
  html: {
    about: "answers with a page of some proxy, of --status or 502",
    part: (input) => ({ kind: "html", ...(input.isSet("status") ? { status: input.number("status") } : {}) }),
  },
  truncate: {
    takes: "byte",
    about: "ends the connection after so many bytes of the answer",
    part: (input) => ({ kind: "truncate", atByte: input.number("truncate") }),
  },
  trickle: {
    takes: "bytes",
    about: "sends the answer at so many bytes a second",
    part: (input) => ({ kind: "trickle", bytesPerSecond: input.number("trickle") }),
  },
  delay: {
    takes: "time",
    about: "sends the answer so much later (real time, 500ms or 3s)",
    part: (input) => ({ kind: "delay", delayMs: input.durationMs("delay", "ms") }),
  },
  reset: plain("reset", "resets the connection"),
  hang: plain("hang", "never answers"),
};

const notificationKinds: Record<string, Kind> = {
  lose: plain("lose", "it is numbered, but never sent"),
  double: plain("double", "it is sent twice with one noticeId"),
  reorder: plain("reorder", "it is sent after the next one of its recording"),
  forge: {
    about: "it is signed with a wrong secret; with --then-good the right one follows",
    part: (input) => ({ kind: "forge", thenGood: input.isSet("then-good") }),
  },
  late: {
    takes: "time",
    about: "it is sent so much sandbox time later (30s)",
    part: (input) => ({ kind: "late", delayMs: input.durationMs("late", "ms") }),
  },
};

const uploadKinds: Record<string, Kind> = {
  unreachable: plain("unreachable", "one try gets no answer"),
  refused: plain("refused", "the store refuses the keys"),
  failed: plain("failed", "the uploader gives up"),
  backup: plain("backup", "the file goes to Agora's backup storage"),
};

const kickKinds: Record<string, Kind> = {
  miss: plain("miss", "it is accepted, and nobody is put out"),
};

const count: Record<string, Flag> = {
  count: { takes: "number", about: "how often it strikes, 1 by default; 0 until it is removed" },
  skip: { takes: "number", about: "how many pass unharmed before" },
};

const instance: Record<string, Flag> = {
  cname: { takes: "channel", about: "only what is about this channel" },
  uid: { takes: "uid", about: "only what is about this recorder uid" },
};

/** What a fault can be of, with the flags it takes. */
const families = {
  call: {
    kinds: callKinds,
    more: {
      body: { takes: "json", about: "the body of --status" },
      timing: { takes: "when", about: "before (no effect), after (only the answer suffers) or late" },
      "late-by": { takes: "time", about: "with --timing late: how much sandbox time later the effect happens" },
      ...instance,
      ...count,
    } as Record<string, Flag>,
  },
  notification: {
    kinds: notificationKinds,
    more: {
      event: { takes: "number", about: "only events of this number" },
      product: {
        takes: "number",
        about: "only those of this product: 1 channels, 3 Cloud Recording, 7 live streaming",
      },
      "then-good": { about: "with --forge: the right one follows" },
      ...count,
    } as Record<string, Flag>,
  },
  upload: { kinds: uploadKinds, more: { ...instance, ...count } as Record<string, Flag> },
  kick: { kinds: kickKinds, more: { ...instance, ...count } as Record<string, Flag> },
};

/** Each family but the first is an operation of its own. */
const others = ["notification", "upload", "kick"] as const;

const operations: readonly string[] = [...faultyOperations, ...others];

/** How the help calls one of a family. */
const oneOf = { call: "a call", notification: "a notification", upload: "an upload", kick: "a kick" };

/** Every flag of every fault, with what it is for, for the help. */
export const faultFlags: Record<string, Flag> = Object.fromEntries(
  (["call", ...others] as const).flatMap((family) => {
    const { kinds, more } = families[family];
    const about = oneOf[family];
    return [
      ...Object.entries(kinds).map(
        ([name, flag]) => [name, { ...pick(flag), about: `${about}: ${flag.about}` }] as const,
      ),
      ...Object.entries(more),
    ];
  }),
);

/** The fault that a command line asks for, as the control API takes it. @throws UsageError */
export function readFault(input: Input): Record<string, unknown> {
  const operation = input.needed("operation");
  if (!operations.includes(operation)) {
    throw new UsageError(`"${operation}" is none of ${operations.join(", ")}.`);
  }
  const { kinds, more } = families[others.find((one) => one === operation) ?? "call"];
  const foreign = Object.keys(faultFlags).find((flag) => input.isSet(flag) && !(flag in kinds) && !(flag in more));
  const names = Object.keys(kinds).map((name) => `--${name}`);
  if (foreign) throw new UsageError(`--${foreign} is not for ${operation}, which takes ${names.join(", ")}.`);
  // --html may have a --status of its own.
  const given = Object.entries(kinds).filter(
    ([name]) => input.isSet(name) && !(name === "status" && input.isSet("html")),
  );
  const [kind] = given;
  if (!kind || given.length > 1) throw new UsageError(`${operation} needs one of ${names.join(", ")}.`);
  if (input.isSet("body") && kind[0] !== "status") throw new UsageError("--body goes with --status.");
  if (input.isSet("then-good") && kind[0] !== "forge") throw new UsageError("--then-good goes with --forge.");
  if (input.isSet("late-by") && input.text("timing") !== "late")
    throw new UsageError("--late-by goes with --timing late.");
  const part = kind[1].part(input);
  return {
    operation,
    ...(more.timing ? { answer: part } : part),
    ...optional("timing", input.text("timing")),
    ...optional("lateMs", input.durationMs("late-by", "ms")),
    ...optional("eventType", input.number("event")),
    ...optional("productId", input.number("product")),
    ...optional("cname", input.text("cname")),
    ...optional("uid", input.text("uid")),
    ...optional("count", input.number("count")),
    ...optional("skip", input.number("skip")),
  };
}

function optional(name: string, value: string | number | undefined): Record<string, string | number> {
  return value === undefined ? {} : { [name]: value };
}

function pick({ takes, about }: Kind): Flag {
  return takes === undefined ? { about } : { takes, about };
}
