import { createHmac } from "node:crypto";
import { check } from "../check";
import { aNumber, aString, anyOf, expectLike, expectSame, expectThat, unixMs } from "../expect";
import type { Lab } from "../lab";
import { hlsStory } from "../stories";

check({
  section: "5.1",
  title: "Notifications are POSTed as JSON",
  async run(lab) {
    const { deliveries } = await hlsStory(lab);
    for (const { method, headers, envelope } of deliveries) {
      expectLike([method, headers["content-type"]], ["POST", /^application\/json/], "method and content type");
      expectLike(envelope, { noticeId: aString });
    }
  },
});

for (const [header, algorithm] of [
  ["Agora-Signature", "sha1"],
  ["Agora-Signature-V2", "sha256"],
] as const) {
  check({
    section: "5.1",
    title: `${header} is the HMAC-${algorithm.toUpperCase()} of the raw body in small hexadecimal digits`,
    async run(lab) {
      const { deliveries } = await hlsStory(lab);
      const secret = lab.address.notificationSecrets.cloudRecording;
      expectThat(deliveries.length > 0, "notifications", deliveries.length);
      for (const { headers, raw } of deliveries) {
        const expected = createHmac(algorithm, secret).update(raw).digest("hex");
        expectLike(headers[header.toLowerCase()], expected, header);
      }
    },
  });
}

check({
  section: "5.2",
  title: "The envelope has noticeId, productId 3, eventType, notifyMs in milliseconds, and a payload",
  async run(lab) {
    const { deliveries } = await hlsStory(lab);
    expectThat(deliveries.length > 0, "notifications", deliveries.length);
    for (const { envelope } of deliveries) {
      const head = { noticeId: aString, productId: 3, eventType: aNumber, notifyMs: unixMs, payload: {} };
      expectLike(envelope, head);
    }
  },
});

check({
  section: "5.2",
  title: "No two notifications of a recording share a noticeId",
  async run(lab) {
    const ids = (await hlsStory(lab)).deliveries.map(({ envelope }) => envelope.noticeId);
    expectThat(ids.length > 0 && new Set(ids).size === ids.length, "different ids", ids);
  },
});

check({
  section: "5.2",
  title: "The payload has cname, uid as a text, sid, sequence, sendts, serviceType and details",
  async run(lab) {
    const { deliveries, task, fromMs, toMs } = await hlsStory(lab);
    const { cname, uid, sid } = task;
    expectThat(deliveries.length > 0, "notifications", deliveries.length);
    for (const { payload } of deliveries) {
      const pattern = { cname, uid, sid, sequence: aNumber, sendts: unixMs, serviceType: aNumber };
      expectLike(payload, { ...pattern, details: { msgName: aString } });
      const sentMs = Number(payload.sendts);
      expectThat(sentMs >= fromMs && sentMs <= toMs, "a time within the recording", sentMs);
    }
  },
});

check({
  section: "5.2",
  title: "sequence counts from 0 without a gap",
  async run(lab) {
    const { deliveries } = await hlsStory(lab);
    const numbers = deliveries.map(({ payload }) => Number(payload.sequence)).toSorted((a, b) => a - b);
    expectThat(numbers.length > 8, "more than eight notifications", numbers);
    expectSame(
      numbers,
      numbers.map((_, i) => i),
      "sequence",
    );
  },
});

check({
  section: "5.1",
  title: "A refused notification comes again at once and then later, four times in all, same noticeId, new notifyMs",
  isAlone: true,
  async run(lab) {
    lab.receiver.reply = ({ envelope }) => ({ status: envelope.eventType === 40 ? 500 : 200, text: "{}" });
    const seen = await triesOfEvent40(lab, 4);
    await lab.advance(600);
    await lab.notified(String(seen[0]?.payload.sid), 11);
    expectLike(triesSoFar(lab, seen[0]?.payload.sid).length, 4, "tries after ten more minutes");
    expectLike(new Set(seen.map(({ envelope }) => envelope.noticeId)).size, 1, "different noticeIds");
    const times = seen.map(({ envelope }) => Number(envelope.notifyMs));
    expectThat(times[3]! - times[2]! > times[2]! - times[1]!, "growing intervals", times);
    expectThat(times[1]! - times[0]! < 2000, "the first resend at once", times);
  },
});

check({
  section: "5.1",
  title: "A receiver that answers 200 without JSON has not taken it",
  isAlone: true,
  async run(lab) {
    lab.receiver.reply = ({ envelope }) => ({ status: 200, text: envelope.eventType === 40 ? "thanks" : "{}" });
    await triesOfEvent40(lab, 2);
  },
});

check({
  section: "5.1",
  title: "A receiver that takes longer than ten seconds has not taken it",
  isAlone: true,
  async run(lab) {
    const slow = { status: 200, text: "{}", afterMs: 10_500 };
    lab.receiver.reply = ({ envelope }) => (envelope.eventType === 40 ? slow : { status: 200, text: "{}" });
    const [first, second] = await triesOfEvent40(lab, 2);
    const waitedMs = second!.atMs - first!.atMs;
    expectThat(waitedMs > 9000 && waitedMs < 20_000, "a resend after about ten seconds", waitedMs);
  },
});

check({
  section: "5.1",
  title: "A receiver that answers 200 with JSON gets each notification once",
  async run(lab) {
    const { deliveries } = await hlsStory(lab);
    const numbers = deliveries.map(({ payload }) => payload.sequence);
    expectThat(numbers.length > 0 && new Set(numbers).size === numbers.length, "no sequence twice", numbers);
  },
});

check({
  section: "5.3",
  title: "uploading_progress comes every minute from start on, with a progress from 0 to 10000",
  isAlone: true,
  async run(lab) {
    await lab.setSwitches({ requestsPerSecond: 100_000 });
    const task = await lab.record({ request: { recordingConfig: { maxIdleTime: 3600 } } });
    await lab.reached(task, [4]);
    const times: number[] = [];
    for (let minute = 1; minute <= 2; minute++) {
      await lab.advance(61);
      const { details, payload } = await lab.until(`progress of minute ${minute}`, () =>
        Promise.resolve(progressOf(lab, task.sid)[minute - 1]),
      );
      expectThat(Number(details.progress) >= 0 && Number(details.progress) <= 10_000, "0 to 10000", details);
      times.push(Number(payload.sendts));
    }
    expectThat(times[1]! - times[0]! > 50_000 && times[1]! - times[0]! < 70_000, "a minute between them", times);
    expectLike(progressOf(lab, task.sid).length, anyOf(2, 3), "progress events of two minutes");
  },
});

function progressOf(lab: Lab, sid: string) {
  return lab.receiver.about(sid).filter(({ envelope }) => envelope.eventType === 33);
}

function triesSoFar(lab: Lab, sid: unknown) {
  return lab.receiver.about(String(sid)).filter(({ envelope }) => envelope.eventType === 40);
}

/** Records, and waits for so many tries of event 40, which the receiver refuses; time is moved on for each. */
async function triesOfEvent40(lab: Lab, count: number) {
  const { sid } = await lab.record({ request: { recordingConfig: { maxIdleTime: 300 } } });
  for (let tries = 1; tries <= count; tries++) {
    await lab.until(`try ${tries} of the notification`, () =>
      Promise.resolve(triesSoFar(lab, sid).length >= tries ? true : undefined),
    );
    // The first resend comes by itself, at once; the later ones after an interval.
    if (tries > 1 && tries < count) await lab.control("PUT", "clock", { rate: 60 });
  }
  return triesSoFar(lab, sid);
}
