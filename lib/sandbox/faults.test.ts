import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Faults, faultSchema } from "./faults";
import { StateDatabase } from "./state/database";

let folder: string;
let db: StateDatabase;
let faults: Faults;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tally-faults-"));
  db = new StateDatabase(folder);
  faults = new Faults(db);
});

afterEach(async () => {
  db.close();
  await rm(folder, { recursive: true });
});

const arm = (fault: Record<string, unknown>) => faults.arm(faultSchema.parse(fault));
const lobby = { cname: "lobby", uid: "527841" };

describe("upload faults", () => {
  test.each(["unreachable", "refused", "failed", "backup"])("%s strikes one try and is used up", (kind) => {
    const { id } = arm({ operation: "upload", kind });
    expect(faults.strikeUpload(lobby)).toMatchObject({ id, kind, count: 1 });
    expect(faults.strikeUpload(lobby)).toBeNull();
  });

  test("strike after those they skip, as often as they say, in the order they were armed", () => {
    arm({ operation: "upload", kind: "unreachable", skip: 1, count: 2 });
    arm({ operation: "upload", kind: "failed", count: 0, skip: 2 });
    const struck = Array.from({ length: 5 }, () => faults.strikeUpload(lobby)?.kind ?? null);
    // Each try that one fault lets pass is looked at by the next.
    expect(struck).toEqual([null, "unreachable", "unreachable", null, "failed"]);
  });

  test("narrowed to a channel or a recorder, leave others alone", () => {
    arm({ operation: "upload", kind: "backup", cname: "lobby", count: 0 });
    arm({ operation: "upload", kind: "refused", uid: "9", count: 0 });
    expect(faults.strikeUpload({ cname: "other", uid: "1" })).toBeNull();
    expect(faults.strikeUpload({ cname: "lobby", uid: "9" })?.kind).toBe("backup");
    expect(faults.strikeUpload({ cname: "other", uid: "9" })?.kind).toBe("refused");
  });

  test("strike uploads only, and outlive the program", () => {
    arm({ operation: "upload", kind: "backup" });
    expect(faults.strikeOperation({ operation: "upload", ...lobby })).toBeNull();
    expect(faults.strikeNotification(31, 3)).toBeNull();
    expect(new Faults(db).strikeUpload(lobby)?.kind).toBe("backup");
  });
});

test("each kind takes its own fields and no others", () => {
  expect(faultSchema.parse({ operation: "notification", kind: "forge" })).toMatchObject({ thenGood: false, count: 1 });
  for (const wrong of [
    { operation: "notification", kind: "late" },
    { operation: "notification", kind: "lose", delayMs: 5 },
    { operation: "notification", kind: "backup" },
    { operation: "upload", kind: "lose" },
    { operation: "upload", kind: "backup", eventType: 31 },
  ]) {
    expect({ wrong, success: faultSchema.safeParse(wrong).success }).toEqual({ wrong, success: false });
  }
});
