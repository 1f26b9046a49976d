import { expectAnswer, fieldOf } from "../agora";
import { askRules, askStatus, askUsers, expectData, findRule, joinChannel, makeRule, mayJoin, rule } from "../channels";
import { check } from "../check";
import { aNumber, aString, expectLike, expectSame, expectThat, listOf } from "../expect";
import type { Lab } from "../lab";

/** How long a rule lasts, in seconds, by what the list says of it. */
async function secondsOf(lab: Lab, fields: Record<string, unknown>): Promise<number> {
  const id = await makeRule(lab, { uid: Number(lab.newUid()), ...fields });
  const found = await findRule(lab, id);
  expectLike(found, { ts: /Z$/, createAt: /Z$/ }, "the rule in the list");
  return (Date.parse(String(found?.ts)) - Date.parse(String(found?.createAt))) / 1000;
}

check({
  section: "channels 3.1",
  title: "A rule in the list has its subject, its privileges and its times in UTC",
  async run(lab) {
    const [cname, uid] = [await lab.newChannel(), Number(lab.newUid())];
    const id = await makeRule(lab, { cname, uid, time: 5 });
    const utc = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
    const times = { ts: utc, createAt: utc, updateAt: utc };
    const pattern = { id, appid: lab.account.appId, uid, opid: aNumber, cname, privileges: joinChannel, ...times };
    expectLike(await findRule(lab, id), pattern, "the rule");
  },
});

check({
  section: "channels 3.1",
  title: "The list of rules names its App ID in the query, and is refused with 400 without one",
  async run(lab) {
    await makeRule(lab, { uid: Number(lab.newUid()) });
    expectAnswer(await askRules(lab), 200, { status: "success", rules: listOf({ id: aNumber }) });
    expectAnswer(await lab.request("GET", "/dev/v1/kicking-rule"), 400, { message: aString });
  },
});

for (const [said, fields, seconds] of [
  ["no time at all lasts an hour", {}, 3600],
  ["time counts in minutes", { time: 5 }, 300],
  ["time_in_seconds counts in seconds", { time_in_seconds: 30 }, 30],
  ["both times lasts by the seconds", { time: 5, time_in_seconds: 30 }, 30],
  ["more than a day lasts a day", { time: 2000 }, 86_400],
  ["more seconds than there may be lasts the most", { time_in_seconds: 100_000 }, 86_430],
  ["less than a minute lasts a minute", { time: 0.5 }, 60],
  ["less than ten seconds lasts ten", { time_in_seconds: 3 }, 10],
] as const) {
  check({
    section: "channels 3.1",
    title: `A kicking rule with ${said}`,
    run: async (lab) => expectLike(await secondsOf(lab, fields), seconds, "seconds"),
  });
}

for (const field of ["time", "time_in_seconds"]) {
  check({
    section: "channels 3.1",
    title: `A rule with ${field} 0 puts out, keeps nobody out and leaves no rule`,
    async run(lab) {
      const uid = lab.newUid();
      const cname = await lab.newChannel([uid]);
      const id = await makeRule(lab, { cname, uid: Number(uid), [field]: 0 });
      expectData(await askStatus(lab, cname, uid), { in_channel: false });
      expectLike(await mayJoin(lab, cname, uid), true, "may come back");
      expectLike(await findRule(lab, id), undefined, "the rule in the list");
    },
  });
}

check({
  section: "channels 3.1",
  title: "An update changes only the end of a rule, counted from the call",
  async run(lab) {
    const id = await makeRule(lab, { uid: Number(lab.newUid()), time: 5 });
    const before = await findRule(lab, id);
    const answer = await rule(lab, "PUT", { id, time: 60 });
    expectAnswer(answer, 200, { status: "success", result: { id, ts: /Z$/ } });
    const after = await findRule(lab, id);
    const ts = fieldOf(answer, "result", "ts");
    expectSame(after, { ...before, ts, updateAt: after?.updateAt }, "the rule");
    const lasts = Date.parse(String(ts)) - Date.parse(String(after?.updateAt));
    expectLike(lasts, 3_600_000, "milliseconds from the update to its end");
  },
});

check({
  section: "channels 3.1",
  title: "A deletion has a JSON body, lifts the rule, and is refused with 404 a second time",
  async run(lab) {
    const uid = lab.newUid();
    const cname = await lab.newChannel([uid]);
    const id = await makeRule(lab, { cname, uid: Number(uid) });
    expectLike(await mayJoin(lab, cname, uid), false, "may come back before");
    expectAnswer(await rule(lab, "DELETE", { id }), 200, { status: "success", id });
    expectLike(await mayJoin(lab, cname, uid), true, "may come back after");
    expectAnswer(await rule(lab, "DELETE", { id }), 404, { message: aString });
  },
});

check({
  section: "channels 3.2",
  title: "Channel and uid: this user in this channel alone",
  async run(lab) {
    const [uid, other] = [lab.newUid(), lab.newUid()];
    const [cname, elsewhere] = [await lab.newChannel([uid, other]), await lab.newChannel([uid])];
    await makeRule(lab, { cname, uid: Number(uid) });
    expectData(await askUsers(lab, cname), { broadcasters: [Number(other)] });
    expectData(await askUsers(lab, elsewhere), { broadcasters: [Number(uid)] });
    expectLike(await mayJoin(lab, cname, uid), false, "may come back");
  },
});

check({
  section: "channels 3.2",
  title: "A uid alone: this user in every channel",
  async run(lab) {
    const [uid, other] = [lab.newUid(), lab.newUid()];
    const [one, two] = [await lab.newChannel([uid, other]), await lab.newChannel([uid])];
    await makeRule(lab, { cname: "", ip: "", uid: Number(uid) });
    expectData(await askUsers(lab, one), { broadcasters: [Number(other)] });
    expectData(await askUsers(lab, two), { channel_exist: false });
    expectLike(await mayJoin(lab, await lab.newChannel(), uid), false, "may join elsewhere");
  },
});

check({
  section: "channels 3.2",
  title: "A channel alone: everybody in it, recorders too, and whoever comes",
  async run(lab) {
    const cname = await lab.newChannel([lab.newUid(), lab.newUid()]);
    const recordingConfig = { maxIdleTime: 300, streamTypes: 0 };
    await lab.turns.sound.use(async () => {
      const task = await lab.record({ cname, request: { recordingConfig } });
      await lab.notified(task.sid, 40);
      await makeRule(lab, { cname });
      expectData(await askUsers(lab, cname), { channel_exist: false });
      expectLike(await mayJoin(lab, cname, lab.newUid()), false, "a newcomer may join");
      await lab.notified(task.sid, 11);
    });
  },
});

check({
  section: "channels 3.2",
  title: "An address alone: everybody behind it, in every channel",
  async run(lab) {
    const [one, two, other] = [lab.newUid(), lab.newUid(), lab.newUid()];
    const [first, second] = [await lab.newChannel([other]), await lab.newChannel()];
    await lab.join(first, one, { ip: "203.0.113.77" });
    await lab.join(second, two, { ip: "203.0.113.77" });
    await makeRule(lab, { ip: "203.0.113.77" });
    expectData(await askUsers(lab, first), { broadcasters: [Number(other)] });
    expectData(await askUsers(lab, second), { channel_exist: false });
  },
});

const privileges = joinChannel;
for (const [what, body] of [
  ["names nobody", { privileges }],
  ["names nobody, with empty texts", { cname: "", ip: "", privileges }],
  ["names an address with a user", { ip: "203.0.113.1", uid: 5, privileges }],
  ["names an address in a channel", { ip: "203.0.113.1", cname: "nowhere", privileges }],
  ["names uid 0", { cname: "nowhere", uid: 0, privileges }],
  ['names the address "0"', { ip: "0", privileges }],
  ["has no privileges", { uid: 5 }],
  ["has an empty list of privileges", { uid: 5, privileges: [] }],
  ["has an unknown privilege", { uid: 5, privileges: ["publish_data"] }],
  ["has a time that is no number", { uid: 5, time: "5", privileges }],
] as const) {
  check({
    section: body && "uid" in body && !("ip" in body) ? "channels 3.1" : "channels 3.2",
    title: `A kicking rule that ${what} is refused with 400`,
    run: async (lab) => expectAnswer(await rule(lab, "POST", body), 400, { message: aString }),
  });
}

check({
  section: "channels 3.3",
  title: "A rule ends by itself, and its end brings nobody back",
  isAlone: true,
  async run(lab) {
    const id = await makeRule(lab, { cname: "lobby", uid: 1001, time_in_seconds: 60 });
    await lab.advance(55);
    expectLike(await mayJoin(lab, "lobby", "1001"), false, "may come back while it lasts");
    await lab.advance(6);
    expectData(await askStatus(lab, "lobby", "1001"), { in_channel: false });
    expectLike(await findRule(lab, id), undefined, "the rule in the list");
    expectLike(await mayJoin(lab, "lobby", "1001"), true, "may come back after its end");
  },
});

check({
  section: "channels 3.3",
  title: "Rules about streams silence people without putting them out",
  async run(lab) {
    const uid = lab.newUid();
    const cname = await lab.newChannel([uid]);
    await makeRule(lab, { cname, uid: Number(uid), privileges: ["publish_audio", "publish_video"] });
    expectData(await askStatus(lab, cname, uid), { in_channel: true });
    const { people } = await lab.control("GET", `channels/${cname}/people`);
    expectLike(people, [{ uid, audio: false, video: false }], "the people");
  },
});

check({
  section: "channels 3.3",
  title: "A kicked recorder leaves; its recording ends with events 41 and 11, stop then is 400 code 49 or 404",
  async run(lab) {
    const task = await lab.record({ request: { recordingConfig: { maxIdleTime: 300 } } });
    const { cname, uid, sid } = task;
    await lab.notified(sid, 40);
    await makeRule(lab, { cname, uid: Number(uid), time: 0 });
    expectData(await askStatus(lab, cname, uid), { in_channel: false });
    const stopped = await lab.stop(task);
    const code = fieldOf(stopped, "code");
    expectThat(
      (stopped.status === 400 && code === 49) || (stopped.status === 404 && code === 404),
      "49 or 404",
      stopped.text,
    );
    await lab.notified(sid, 41, ({ details }) => details.leaveCode === 16);
    await lab.notified(sid, 11);
    await lab.ended(task);
  },
});

check({
  section: "channels 3.3",
  title: "A recorder that starts where it is banned dies after its start was answered with 200",
  async run(lab) {
    const [cname, uid] = [await lab.newChannel(), lab.newUid()];
    await makeRule(lab, { cname, uid: Number(uid) });
    const task = await lab.record({ cname, uid });
    await lab.notified(task.sid, 1);
    await lab.notified(task.sid, 11);
    const joined = lab.receiver.about(task.sid).filter(({ envelope }) => envelope.eventType === 40);
    expectLike(joined.length, 0, "events 40");
    await lab.ended(task);
  },
});

check({
  section: "channels 3.3",
  title: "A kick may miss: it is answered 200 all the same, and the next one hits",
  async run(lab) {
    const uid = lab.newUid();
    const cname = await lab.newChannel([uid]);
    await lab.control("POST", "faults", { operation: "kick", kind: "miss", uid });
    for (const isIn of [true, false]) {
      await makeRule(lab, { cname, uid: Number(uid), time: 0 });
      expectData(await askStatus(lab, cname, uid), { in_channel: isIn });
    }
  },
});
