import { expectAnswer, fieldOf, type Answer } from "../agora";
import { check } from "../check";
import { anyOf, aString, expectLike, expectThat } from "../expect";
import { goodAcquire } from "../good-acquire";
import type { Lab } from "../lab";

/** How many requests a second an account has. */
const perSecond = 10;

const refusedByRate = { message: "API rate limit exceeded" };

/** Requests all at once. The clock is slowed down so that a busy machine, too, sends them within a second of it. */
async function burst(lab: Lab, count: number): Promise<Answer[]> {
  await lab.control("PUT", "clock", { rate: 0.1 });
  return Promise.all(Array.from({ length: count }, () => lab.acquire(goodAcquire(lab))));
}

const withStatus = (answers: Answer[], status: number) => answers.filter((answer) => answer.status === status).length;

check({
  section: "1.4",
  title: "Of fifteen requests at once ten are served and five are 429",
  isAlone: true,
  async run(lab) {
    const answers = await burst(lab, 15);
    expectLike([withStatus(answers, 200), withStatus(answers, 429)], [perSecond, 5], "served and refused");
    expectAnswer(answers.find(({ status }) => status === 429) ?? answers[0]!, 429, refusedByRate);
  },
});

check({
  section: "1.4",
  title: "A second after a burst the account is served again",
  isAlone: true,
  async run(lab) {
    const answers = await burst(lab, 12);
    expectThat(
      withStatus(answers, 429) === 2,
      "two refusals",
      answers.map(({ status }) => status),
    );
    await lab.advance(1);
    expectAnswer(await lab.acquire(goodAcquire(lab)), 200, { resourceId: aString });
  },
});

check({
  section: "1.4",
  title: "All operations of an account count together",
  isAlone: true,
  async run(lab) {
    const nobody = { cname: "x", uid: "1", resourceId: "A".repeat(256), sid: "0".repeat(32) };
    await lab.control("PUT", "clock", { rate: 0.1 });
    const queries = await Promise.all(Array.from({ length: perSecond }, () => lab.query(nobody)));
    expectThat(
      withStatus(queries, 429) === 0,
      "ten queries to pass",
      queries.map(({ status }) => status),
    );
    expectAnswer(await lab.acquire(goodAcquire(lab)), 429, refusedByRate);
  },
});

check({
  section: "1.4",
  title: "With fifty recordings acquire is 400 code 406, but not for a web page, and again possible when one has ended",
  isAlone: true,
  async run(lab) {
    await lab.setSwitches({ requestsPerSecond: 100_000 });
    const request = { recordingConfig: { maxIdleTime: 86_400 } };
    const tasks = await Promise.all(Array.from({ length: 50 }, () => lab.record({ request })));
    expectAnswer(await lab.acquire(goodAcquire(lab)), 400, { code: 406, reason: "vendor_over_load" });
    const forWebPage = { ...goodAcquire(lab), clientRequest: { scene: 1 } };
    expectAnswer(await lab.acquire(forWebPage), 200, { resourceId: aString });
    const [first] = tasks;
    expectThat(first !== undefined, "a first recording", first);
    await lab.stop(first);
    await lab.ended(first);
    expectAnswer(await lab.acquire(goodAcquire(lab)), 200, { resourceId: aString });
  },
});

check({
  section: "1.4",
  title: "Of eighteen people the first seventeen are recorded, and the eighteenth takes a free place",
  async run(lab) {
    await lab.turns.sound.use(async () => {
      const uids = Array.from({ length: 18 }, (_, i) => String(1400 + i));
      const cname = await lab.newChannel(uids);
      const recordingConfig = { maxIdleTime: 300, streamTypes: 0 };
      await lab.withRecording({ cname, request: { recordingConfig } }, async ({ sid }) => {
        const comesIn = (uid: string) => lab.notified(sid, 43, ({ details }) => isReceiving(details, uid));
        await comesIn(uids[16]!);
        const seen = () => lab.receiver.about(sid).map(({ details }) => details.streamUid);
        expectThat(!seen().includes(uids[17]), "no stream of the eighteenth", seen());
        await lab.leave(cname, uids[0]!);
        await comesIn(uids[17]!);
      });
    });
  },
});

function isReceiving(details: Record<string, unknown>, uid: string): boolean {
  return details.streamUid === uid && details.state === 0;
}

check({
  section: "1.5",
  title: "A resourceId starts nothing after five minutes: code 433",
  isAlone: true,
  async run(lab) {
    const [cname, uid] = [await lab.newChannel(), lab.newUid()];
    const early = await lab.ticket(cname, uid);
    const late = await lab.ticket(cname, lab.newUid());
    await lab.advance(295);
    const request = { storageConfig: lab.storage() };
    expectAnswer(await lab.start(early, { cname, uid, clientRequest: request }), 200, { sid: aString });
    await lab.advance(6);
    const answer = await lab.start(late, { cname, uid: String(Number(uid) + 1), clientRequest: request });
    expectAnswer(answer, 400, { code: 433, reason: aString });
  },
});

check({
  section: "1.5",
  title: "After resourceExpiredHour query, update, updateLayout and stop are refused; the recording goes on",
  isAlone: true,
  async run(lab) {
    const request = { recordingConfig: { maxIdleTime: 86_400 } };
    const short = await lab.record({ acquire: { resourceExpiredHour: 1 }, request });
    const long = await lab.record({ acquire: { resourceExpiredHour: 2 }, request });
    await lab.advance(3600);
    for (const answer of [
      await lab.query(short),
      await lab.change(short, "update", {}),
      await lab.change(short, "updateLayout", {}),
      await lab.stop(short),
    ]) {
      expectAnswer(answer, 400, { code: 433, reason: aString });
    }
    await lab.advance(1);
    expectAnswer(await lab.query(long), 200, { sid: long.sid });
    // That it goes on shows in acquire and start: the channel and uid are still taken.
    const { answer } = await lab.tryStart({ cname: short.cname, uid: short.uid, request });
    expectAnswer(answer, 400, { code: 53, reason: aString });
  },
});

check({
  section: "1.5",
  title: "A recording of an empty channel ends by itself after maxIdleTime",
  async run(lab) {
    const from = performance.now();
    const task = await lab.record({ request: { recordingConfig: { maxIdleTime: 5 } } });
    const ended = await lab.ended(task);
    expectThat(performance.now() - from >= 5000, "at least 5 s of life", `${Math.round(performance.now() - from)} ms`);
    expectAnswer(ended, 404, { code: 404, reason: "failed to find worker" });
  },
});

check({
  section: "1.5",
  title: "Without maxIdleTime a recording of an empty channel lives for thirty seconds",
  isAlone: true,
  async run(lab) {
    await lab.setSwitches({ requestsPerSecond: 100_000 });
    const task = await lab.record();
    await lab.reached(task, [4]);
    await lab.advance(25);
    expectAnswer(await lab.query(task), 200, { serverResponse: { status: 4 } });
    await lab.advance(6);
    await lab.ended(task);
  },
});

check({
  section: "1.5",
  title: "Somebody in the channel keeps a recording alive beyond maxIdleTime",
  async run(lab) {
    const cname = await lab.newChannel(["1490"]);
    const recordingConfig = { maxIdleTime: 5, streamTypes: 0 };
    await lab.withRecording({ cname, request: { recordingConfig } }, async (task) => {
      const from = performance.now();
      await lab.until("seven seconds to pass", async () => {
        const answer = await lab.query(task);
        expectLike(fieldOf(answer, "serverResponse", "status"), anyOf(0, 1, 2, 3, 4, 5), "status");
        return performance.now() - from > 7000 ? true : undefined;
      });
    });
  },
});
