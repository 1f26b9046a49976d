import { createHmac } from "node:crypto";
import { channelEvents, eventsOf, makeRule, setProfile } from "../channels";
import { check } from "../check";
import { aNumber, aString, expectLike, expectSame, expectThat, nothing, unixMs } from "../expect";
import type { Lab } from "../lab";
import type { Delivery } from "../receiver";

const numbers = (events: readonly Delivery[]) => events.map(({ envelope }) => Number(envelope.eventType));

/** Unix seconds of this decade or the next: ten digits. */
const isSeconds = (value: unknown) => Number.isInteger(value) && /^[12]\d{9}$/.test(String(value));

type Story = { cname: string; host: string; listener: string; events: Delivery[] };

/** A live channel from its first user to its last: a host, a listener who becomes a host and back, and both leave. */
function liveStory(lab: Lab): Promise<Story> {
  return lab.once("live channel", async () => {
    const [host, listener] = [lab.newUid(), lab.newUid()];
    const cname = await lab.newChannel([host]);
    await lab.join(cname, listener, { role: "audience", account: "amy" });
    const person = `channels/${cname}/people/${listener}`;
    await lab.control("PATCH", person, { role: "host" });
    await lab.control("PATCH", person, { role: "audience" });
    await lab.leave(cname, listener);
    await lab.leave(cname, host);
    return { cname, host, listener, events: await channelEvents(lab, cname, 8) };
  });
}

check({
  section: "channels 4.3",
  title: "A live channel tells of its creation, joins, changes of role, leaves and end, in this order",
  async run(lab) {
    expectSame(numbers((await liveStory(lab)).events), [101, 103, 105, 111, 112, 106, 104, 102], "events");
  },
});

check({
  section: "channels 4.2",
  title: "Channel events have noticeId, productId 1, eventType and notifyMs in milliseconds",
  async run(lab) {
    const { events } = await liveStory(lab);
    for (const { envelope, method } of events) {
      expectLike(method, "POST", "method");
      expectLike(envelope, { noticeId: aString, productId: 1, eventType: aNumber, notifyMs: unixMs, payload: {} });
    }
    expectLike(new Set(events.map(({ envelope }) => envelope.noticeId)).size, 8, "different noticeIds");
  },
});

check({
  section: "channels 4.2",
  title: "No channel event names the App ID",
  async run(lab) {
    const { events } = await liveStory(lab);
    expectLike(events.length, 8, "events");
    for (const { raw } of events) expectThat(!raw.includes(lab.account.appId), "no App ID", raw.toString());
  },
});

for (const [header, algorithm] of [
  ["Agora-Signature", "sha1"],
  ["Agora-Signature-V2", "sha256"],
] as const) {
  check({
    section: "channels 4.1",
    title: `Channel events are signed in ${header} with a secret of their own`,
    async run(lab) {
      const { events } = await liveStory(lab);
      const { rtc, cloudRecording } = lab.address.notificationSecrets;
      expectThat(rtc !== cloudRecording, "two secrets", "one");
      for (const { headers, raw } of events) {
        const expected = createHmac(algorithm, rtc).update(raw).digest("hex");
        expectLike(headers[header.toLowerCase()], expected, header);
      }
    },
  });
}

check({
  section: "channels 4.3",
  title: "Every channel event has channelName and ts in seconds",
  async run(lab) {
    const { events, cname } = await liveStory(lab);
    for (const { payload } of events) {
      expectLike(payload, { channelName: cname });
      expectThat(isSeconds(payload.ts), "Unix seconds", payload.ts);
    }
  },
});

check({
  section: "channels 4.3",
  title: "Events 101 and 102 carry no uid and no clientSeq; 102 has lastUid",
  async run(lab) {
    const { events, host } = await liveStory(lab);
    const none = { uid: nothing, clientSeq: nothing };
    expectLike(events[0]?.payload, { ...none, lastUid: nothing }, "101");
    expectLike(events[7]?.payload, { ...none, lastUid: Number(host) }, "102");
  },
});

check({
  section: "channels 4.3",
  title: "A join has uid as a number, clientSeq and platform, and no client type",
  async run(lab) {
    const { events, host } = await liveStory(lab);
    const pattern = { uid: Number(host), clientSeq: aNumber, platform: 7, clientType: nothing, reason: nothing };
    expectLike(events[1]?.payload, pattern, "103");
  },
});

check({
  section: "channels 4.3",
  title: "A leave has reason and duration as well",
  async run(lab) {
    const { events, listener } = await liveStory(lab);
    expectLike(events[5]?.payload, { uid: Number(listener), platform: 7, reason: 1, duration: aNumber }, "106");
  },
});

check({
  section: "channels 4.3",
  title: "Changes of role carry the person alone",
  async run(lab) {
    const { events, listener } = await liveStory(lab);
    for (const event of [events[3], events[4]]) {
      expectLike(event?.payload, { uid: Number(listener), clientSeq: aNumber, platform: nothing, reason: nothing });
    }
  },
});

check({
  section: "channels 4.3",
  title: "Somebody with a user account shows it in their events",
  async run(lab) {
    const { events } = await liveStory(lab);
    for (const event of [events[2], events[3], events[5]]) expectLike(event?.payload, { account: "amy" });
    expectLike(events[1]?.payload, { account: nothing });
  },
});

check({
  section: "channels 4.3",
  title: "A communication channel tells of joins and leaves with 107 and 108, without the user account",
  async run(lab) {
    const uid = lab.newUid();
    const cname = await lab.newChannel();
    await setProfile(lab, cname, "communication");
    await lab.join(cname, uid, { account: "amy" });
    await lab.leave(cname, uid);
    const events = await channelEvents(lab, cname, 4);
    expectSame(numbers(events), [101, 107, 108, 102], "events");
    for (const event of events) expectLike(event.payload, { account: nothing });
    expectLike(events[2]?.payload, { uid: Number(uid), platform: 7, reason: 1, duration: aNumber }, "108");
  },
});

check({
  section: "channels 4.3",
  title: "Switching camera and microphone is no event of the channel",
  async run(lab) {
    const uid = lab.newUid();
    const cname = await lab.newChannel([uid]);
    await lab.switchStreams(cname, uid, { audio: false, video: false });
    await lab.leave(cname, uid);
    expectSame(numbers(await channelEvents(lab, cname, 4)), [101, 103, 104, 102], "events");
  },
});

check({
  section: "channels 4.3",
  title: "A recorder is the first user of an empty channel, with platform 6 and client type 10",
  async run(lab) {
    await lab.withRecording({}, async ({ cname, uid }) => {
      const [created, joined] = await channelEvents(lab, cname, 2);
      expectSame(numbers([created!, joined!]), [101, 103], "events");
      expectLike(joined?.payload, { uid: Number(uid), platform: 6, clientType: 10 }, "103");
    });
  },
});

check({
  section: "channels 4.3",
  title: "In a communication channel a recorder shows no client type",
  async run(lab) {
    const cname = await lab.newChannel();
    await setProfile(lab, cname, "communication");
    await lab.withRecording({ cname }, async ({ uid }) => {
      const [, joined] = await channelEvents(lab, cname, 2);
      expectLike(joined?.envelope, { eventType: 107 }, "the second event");
      expectLike(joined?.payload, { uid: Number(uid), platform: 6, clientType: nothing }, "107");
    });
  },
});

check({
  section: "channels 4.3",
  title: "While a recorder is there the last person's leave destroys no channel",
  async run(lab) {
    const person = lab.newUid();
    const cname = await lab.newChannel([person]);
    const recordingConfig = { maxIdleTime: 300, streamTypes: 0 };
    await lab.withRecording({ cname, request: { recordingConfig } }, async (task) => {
      await channelEvents(lab, cname, 3);
      await lab.leave(cname, person);
      await channelEvents(lab, cname, 4);
      await lab.stop(task);
      const events = await channelEvents(lab, cname, 6);
      expectSame(numbers(events), [101, 103, 103, 104, 104, 102], "events");
      expectLike(events[5]?.payload, { lastUid: Number(task.uid) }, "102");
    });
  },
});

check({
  section: "channels 4.3",
  title: "Whoever is put out by a rule leaves for reason 3",
  async run(lab) {
    const uid = lab.newUid();
    const cname = await lab.newChannel([uid]);
    await makeRule(lab, { cname, uid: Number(uid), time: 0 });
    const [, , left] = await channelEvents(lab, cname, 4);
    expectLike(left?.envelope, { eventType: 104 }, "the third event");
    expectLike(left?.payload, { uid: Number(uid), reason: 3 }, "104");
  },
});

check({
  section: "channels 4.3",
  title: "Whoever loses the network is missed only after ten seconds, for reason 2",
  isAlone: true,
  async run(lab) {
    const uid = lab.newUid();
    const cname = await lab.newChannel([uid]);
    await channelEvents(lab, cname, 2);
    await lab.control("DELETE", `channels/${cname}/people/${uid}?reason=2`);
    await lab.advance(8);
    expectLike(eventsOf(lab, cname).length, 2, "events after eight seconds");
    await lab.advance(3);
    const [, , left] = await channelEvents(lab, cname, 4);
    expectLike(left?.envelope, { eventType: 104 }, "the event");
    expectLike(left?.payload, { uid: Number(uid), reason: 2 }, "104");
  },
});

/** The digits of `clientSeq` as they were sent, which a number would lose. */
const seqOf = ({ raw }: Delivery) => BigInt(/"clientSeq":(\d+)/.exec(raw.toString())?.[1] ?? -1);

check({
  section: "channels 4.4",
  title: "clientSeq grows over the events of one user",
  async run(lab) {
    const { events, listener } = await liveStory(lab);
    const own = events.filter(({ payload }) => payload.uid === Number(listener)).map(seqOf);
    expectLike(own.length, 4, "events of the user");
    expectThat(
      own.every((seq, at) => seq > (own[at - 1] ?? 0n)),
      "growing numbers",
      own.map(String),
    );
  },
});

check({
  section: "channels 4.4",
  title: "clientSeq may be beyond 2^53, as a number with all its digits",
  isAlone: true,
  async run(lab) {
    await lab.setSwitches({ hugeClientSeq: true });
    const uid = lab.newUid();
    const cname = await lab.newChannel([uid]);
    await lab.leave(cname, uid);
    const [, joined, left] = await channelEvents(lab, cname, 4);
    expectThat(seqOf(joined!) > 2n ** 62n, "more than 2^62", String(seqOf(joined!)));
    expectThat(seqOf(left!) > seqOf(joined!), "a larger one for the leave", String(seqOf(left!)));
  },
});

check({
  section: "channels 4.1",
  title: "A channel event that is not taken comes again with its noticeId and a new notifyMs",
  isAlone: true,
  async run(lab) {
    let refusals = 1;
    lab.receiver.reply = () => ({ status: refusals-- > 0 ? 500 : 200, text: "{}" });
    const cname = await lab.newChannel([lab.newUid()]);
    await channelEvents(lab, cname, 3);
    const [first, second] = eventsOf(lab, cname).filter(({ envelope }) => envelope.eventType === 101);
    expectLike(second?.envelope.noticeId, first?.envelope.noticeId, "noticeId");
    expectSame(second?.payload, first?.payload, "payload");
    const [one, two] = [Number(first?.envelope.notifyMs), Number(second?.envelope.notifyMs)];
    expectThat(two > one, "a later notifyMs", [one, two]);
  },
});
