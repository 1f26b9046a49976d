import { createHash } from "node:crypto";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { StateDatabase } from "../state/database";
import { People } from "../state/people";
import { TestSandbox } from "../test-sandbox";
import { TestChannels } from "./test-channels";

const box = await TestSandbox.start();
const channels = new TestChannels(box);
afterAll(() => box.close());

/** What may happen to one of five users of a channel. */
const step = fc.record({
  uid: fc.integer({ min: 1, max: 5 }),
  what: fc.constantFrom("host", "audience", "leave", "kick", "ban", "unban", "silence"),
});

/** Who is there by the events alone, in the order of each user's own numbers (channel contract §4.5). */
function toldBy(events: readonly Record<string, unknown>[]): Record<"host" | "audience", number[]> {
  const roles: Record<number, "host" | "audience"> = { 103: "host", 111: "host", 105: "audience", 112: "audience" };
  const last = new Map<number, { seq: bigint; eventType: number }>();
  for (const { uid, clientSeq, eventType } of events) {
    if (typeof uid !== "number") continue;
    const seq = BigInt(String(clientSeq));
    if (seq > (last.get(uid)?.seq ?? -1n)) last.set(uid, { seq, eventType: Number(eventType) });
  }
  const inRole = (role: string) =>
    [...last].filter(([, { eventType }]) => roles[eventType] === role).map(([uid]) => uid);
  return { host: inOrder(inRole("host")), audience: inOrder(inRole("audience")) };
}

function inOrder(uids: unknown): number[] {
  return (uids as number[]).toSorted((a, b) => a - b);
}

/** A number for each event that puts them into another order with each salt. */
function mixed({ uid, clientSeq, eventType }: Record<string, unknown>, salt: number): number {
  const text = `${String(uid)} ${String(clientSeq)} ${String(eventType)} ${salt}`;
  return createHash("md5").update(text).digest().readUInt32BE(0);
}

test("whatever people and rules do, the events in any order tell the same as the query", async () => {
  await box.control("PATCH", "switches", { channelQueriesPerSecond: 100_000, channelCallsPerSecond: 100_000 });
  let run = 0;
  const property = fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.integer(), async (steps, salt) => {
    const cname = `room-${run++}`;
    for (const { uid, what } of steps) {
      const person = `channels/${cname}/people/${uid}`;
      const rule = { cname, uid, privileges: ["join_channel"] };
      if (what === "leave") await box.control("DELETE", person);
      else if (what === "kick") await channels.rule("POST", { ...rule, time: 0 });
      else if (what === "ban") await channels.rule("POST", rule);
      else if (what === "unban") await box.control("DELETE", "kicking-rules");
      else if (what === "silence") await channels.rule("POST", { ...rule, privileges: ["publish_video"] });
      else if ((await box.control("PATCH", person, { role: what })).status === 404) {
        await box.control("POST", `channels/${cname}/people`, { uid: `${uid}`, role: what });
      }
    }
    const events = await channels.events(cname);
    const told = toldBy(events.toSorted((one, other) => mixed(one, salt) - mixed(other, salt)));
    const isThere = told.host.length + told.audience.length > 0;
    const users = await channels.users(cname);
    expect(users.channel_exist).toBe(isThere);
    if (isThere) {
      const [host, audience] = [inOrder(users.broadcasters), inOrder(users.audience)];
      expect({ host, audience, total: users.audience_total }).toEqual({ ...told, total: told.audience.length });
    }
    // A channel is made before anybody is in it, and destroyed after everybody has left, as often.
    const made = events.filter(({ eventType }) => eventType === 101).length;
    const destroyed = events.filter(({ eventType }) => eventType === 102).length;
    expect(made - destroyed).toBe(isThere ? 1 : 0);
    await box.control("DELETE", "kicking-rules");
  });
  await fc.assert(property, { numRuns: 60, seed: 20_261_121 });
});

test("of a large audience the first 10,000 are listed, and all are counted", async () => {
  await box.sandbox.close();
  const db = new StateDatabase(join(box.dataDir, "state"));
  const people = new People(db);
  db.transaction(() => {
    for (let uid = 1; uid <= 10_003; uid++) people.join("arena", `${uid}`, { role: "audience" }, Date.now());
  });
  db.close();
  await box.restart();
  const { audience, audience_total: total, broadcasters } = await channels.users("arena");
  expect([(audience as number[]).length, (audience as number[])[0], total, broadcasters]).toEqual([
    10_000,
    1,
    10_003,
    [],
  ]);
  expect(await channels.data("user/property/APP/10003/arena")).toMatchObject({ in_channel: true });
});
