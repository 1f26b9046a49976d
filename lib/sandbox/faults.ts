import { z } from "zod";
import { flsOperationNames } from "@/lib/agora/live-streaming/schemas";
import type { StateDatabase } from "./state/database";

/** The calls that can be made to fail: those of Cloud Recording, of channel management, and of live streaming. */
export const faultyOperations = [
  ...(["acquire", "start", "query", "update", "updateLayout", "stop"] as const),
  ...(["listChannels", "listUsers", "listHosts", "userStatus"] as const),
  ...(["createKickingRule", "listKickingRules", "updateKickingRule", "deleteKickingRule"] as const),
  ...flsOperationNames,
] as const;
export type FaultyOperation = (typeof faultyOperations)[number];

/** What the caller gets in place of the answer. */
const faultyAnswer = z.discriminatedUnion("kind", [
  /** Any status, with any JSON body: the documented forms are `{code, reason}` and `{message}`. */
  z.strictObject({
    kind: z.literal("json"),
    status: z.int().min(200).max(599),
    body: z.record(z.string(), z.unknown()),
  }),
  /** A page of some proxy on the way. */
  z.strictObject({ kind: z.literal("html"), status: z.int().min(200).max(599).default(502) }),
  /** The body ends after so many bytes, before its announced length. */
  z.strictObject({ kind: z.literal("truncate"), atByte: z.int().min(0) }),
  /** The body comes slowly. */
  z.strictObject({ kind: z.literal("trickle"), bytesPerSecond: z.number().positive().max(10_000).default(1) }),
  /** The body comes whole, but only after so many real milliseconds. */
  z.strictObject({ kind: z.literal("delay"), delayMs: z.int().min(0).max(600_000) }),
  /** The connection is reset. */
  z.strictObject({ kind: z.literal("reset") }),
  /** Nothing ever comes. */
  z.strictObject({ kind: z.literal("hang") }),
]);

const shared = {
  /** How many times it strikes; 0 for every time until it is removed. */
  count: z.int().min(0).default(1),
  /** How many matching ones pass unharmed before. */
  skip: z.int().min(0).default(0),
};

/** Only what is about this channel, or this recorder uid. */
const instance = { cname: z.string().optional(), uid: z.string().optional() };

/** A fault of one of those calls. */
export const operationFaultSchema = z.strictObject({
  operation: z.enum(faultyOperations),
  /**
   * `before`: the call has no effect. `after`: it has its effect, only the answer suffers. `late`: the caller gets the
   * fault at once and the effect happens `lateMs` of sandbox time later.
   */
  timing: z.enum(["before", "after", "late"]).default("before"),
  lateMs: z.int().min(0).default(3000),
  answer: faultyAnswer,
  ...instance,
  ...shared,
});

/** Every notification fault strikes one notification: one of this event number and this product, or any. */
const notification = {
  operation: z.literal("notification"),
  eventType: z.int().optional(),
  productId: z.int().optional(),
  ...shared,
};

/** A fault of the notifications on their way to the receiver (contract §5.1: no order, doubles, losses). */
export const notificationFaultSchema = z.discriminatedUnion("kind", [
  /** It gets its number in the sequence, but is never sent. */
  z.strictObject({ ...notification, kind: z.literal("lose") }),
  /** It is sent twice with one `noticeId`. */
  z.strictObject({ ...notification, kind: z.literal("double") }),
  /** It is sent after the next one of its recording. */
  z.strictObject({ ...notification, kind: z.literal("reorder") }),
  /**
   * It comes with signatures made with a secret that is not the project's, at every try. `thenGood`: the same one, with
   * the same `noticeId` and signed right, follows, so that a receiver that remembers the ids of forgeries loses it.
   */
  z.strictObject({ ...notification, kind: z.literal("forge"), thenGood: z.boolean().default(false) }),
  /** It is sent so many milliseconds of sandbox time after its turn; others do not wait for it. */
  z.strictObject({ ...notification, kind: z.literal("late"), delayMs: z.int().min(0) }),
]);

/**
 * A fault of a recording's way to its bucket. `unreachable`: one try of an upload gets no answer. `refused`: the store
 * refuses the keys. `failed`: the uploader gives up. `backup`: the file goes to Agora's backup storage.
 */
export const uploadFaultSchema = z.strictObject({
  operation: z.literal("upload"),
  kind: z.enum(["unreachable", "refused", "failed", "backup"]),
  ...instance,
  ...shared,
});

/** A kick (`time: 0`) is accepted and has no effect, as when the client has lost its edge node (channel contract §3.3). */
export const kickFaultSchema = z.strictObject({
  operation: z.literal("kick"),
  kind: z.literal("miss"),
  ...instance,
  ...shared,
});

export const faultSchema = z.discriminatedUnion("operation", [
  operationFaultSchema,
  kickFaultSchema,
  notificationFaultSchema,
  uploadFaultSchema,
]);

export type OperationFault = z.output<typeof operationFaultSchema>;
export type NotificationFault = z.output<typeof notificationFaultSchema>;
export type UploadFault = z.output<typeof uploadFaultSchema>;
export type KickFault = z.output<typeof kickFaultSchema>;
export type Fault = z.output<typeof faultSchema>;
/** A fault in force. `struck` counts the times it was applied. */
export type ArmedFault<F extends Fault = Fault> = F & { id: number; passed: number; struck: number };

/** The recording instance that something is about, as far as it is known. */
type Instance = { cname?: string | undefined; uid?: string | undefined };

/** The faults in force, oldest first: the first that matches strikes. They outlive a restart. */
export class Faults {
  readonly #db: StateDatabase;

  constructor(db: StateDatabase) {
    this.#db = db;
  }

  arm(fault: Fault): ArmedFault {
    const armed = { ...fault, passed: 0, struck: 0 };
    const { lastId } = this.#db.run("INSERT INTO faults (document) VALUES (?)", JSON.stringify(armed));
    return { ...armed, id: lastId };
  }

  all(): ArmedFault[] {
    return this.#db
      .all("SELECT id, document FROM faults ORDER BY id")
      .map(
        (row) =>
          ({ ...(JSON.parse(String(row.document)) as Omit<ArmedFault, "id">), id: Number(row.id) }) as ArmedFault,
      );
  }

  remove(id: number): boolean {
    return this.#db.run("DELETE FROM faults WHERE id = ?", id).changes > 0;
  }

  clear(): void {
    this.#db.run("DELETE FROM faults");
  }

  /** The fault that strikes this call, counted as applied; null when none does. */
  strikeOperation(call: Instance & { operation: string }): ArmedFault<OperationFault> | null {
    return this.#strike(
      (fault): fault is ArmedFault<OperationFault> =>
        fault.operation !== "notification" &&
        fault.operation !== "upload" &&
        fault.operation !== "kick" &&
        fault.operation === call.operation &&
        isAbout(fault, call),
    );
  }

  /** The fault that strikes this notification, counted as applied; null when none does. */
  strikeNotification(eventType: number, productId: number): ArmedFault<NotificationFault> | null {
    return this.#strike(
      (fault): fault is ArmedFault<NotificationFault> =>
        fault.operation === "notification" &&
        (fault.eventType ?? eventType) === eventType &&
        (fault.productId ?? productId) === productId,
    );
  }

  /** The fault that strikes one try of an upload of this recording, counted as applied; null when none does. */
  strikeUpload(recording: { cname: string; uid: string }): ArmedFault<UploadFault> | null {
    return this.#strike(
      (fault): fault is ArmedFault<UploadFault> => fault.operation === "upload" && isAbout(fault, recording),
    );
  }

  /** The fault that keeps a kick from having an effect, counted as applied; null when none does. */
  strikeKick(kicked: Instance): ArmedFault<KickFault> | null {
    return this.#strike(
      (fault): fault is ArmedFault<KickFault> => fault.operation === "kick" && isAbout(fault, kicked),
    );
  }

  #strike<F extends ArmedFault>(matches: (fault: ArmedFault) => fault is F): F | null {
    for (const fault of this.all().filter(({ count, struck }) => count === 0 || struck < count)) {
      if (!matches(fault)) continue;
      const isPassing = fault.passed < fault.skip;
      const after = { ...fault, [isPassing ? "passed" : "struck"]: (isPassing ? fault.passed : fault.struck) + 1 };
      this.#db.run("UPDATE faults SET document = ? WHERE id = ?", JSON.stringify(after), fault.id);
      if (!isPassing) return fault;
    }
    return null;
  }
}

/** Whether a fault that may be narrowed to one channel or recorder concerns this one. */
function isAbout(fault: Instance, { cname, uid }: Instance): boolean {
  return (fault.cname === undefined || fault.cname === cname) && (fault.uid === undefined || fault.uid === uid);
}
