import { type Answer, basic, fieldOf, expectAnswer } from "../agora";
import { ask, askStatus, askUsers, expectData, rule, joinChannel, setProfile } from "../channels";
import { check } from "../check";
import { aNumber, aString, expectLike, expectSame, expectThat } from "../expect";
import type { Lab } from "../lab";

/** The keys of an answer's data: what must not be there matters as well. */
function expectKeys(answer: Answer, keys: readonly string[]): void {
  const data = fieldOf(answer, "data");
  expectSame(
    Object.keys(typeof data === "object" && data !== null ? data : {}).toSorted(),
    [...keys].toSorted(),
    "keys",
  );
}

check({
  section: "channels 1.1",
  title: "Channel queries and kicking rules without an Authorization header are refused with 401",
  async run(lab) {
    const cname = await lab.newChannel([lab.newUid()]);
    expectAnswer(await ask(lab, "user/", `/${cname}`, { authorization: null }), 401, { message: aString });
    const body = { cname, privileges: joinChannel };
    expectAnswer(await rule(lab, "POST", body, { authorization: null }), 401, { message: aString });
    expectData(await askUsers(lab, cname), { channel_exist: true });
  },
});

check({
  section: "channels 1.1",
  title: "A wrong customer secret is refused with 401 by channel queries",
  async run(lab) {
    const cname = await lab.newChannel([lab.newUid()]);
    const authorization = basic(lab.account.customerId, "wrong");
    const message = "Invalid authentication credentials";
    expectAnswer(await ask(lab, "user/", `/${cname}`, { authorization }), 401, { message });
  },
});

check({
  section: "channels 1.3",
  title: "An App ID that does not exist is refused with 400 and a message by channel queries and kicking rules",
  async run(lab) {
    const appid = "f".repeat(32);
    expectAnswer(await ask(lab, "", "", {}, appid), 400, { message: "invalid appid" });
    expectAnswer(await rule(lab, "POST", { appid, uid: 1, privileges: joinChannel }), 400, {
      message: "invalid appid",
    });
  },
});

check({
  section: "channels 1.3",
  title: "A kicking rule with another content type is refused with 415",
  async run(lab) {
    const body = JSON.stringify({ appid: lab.account.appId, uid: 1, privileges: joinChannel });
    expectAnswer(await rule(lab, "POST", {}, { raw: body, contentType: "text/plain" }), 415, { message: aString });
  },
});

check({
  section: "channels 1.3",
  title: "Answers of channel management carry X-Request-ID",
  async run(lab) {
    const cname = await lab.newChannel([lab.newUid()]);
    const answer = await askUsers(lab, cname);
    expectData(answer, { channel_exist: true });
    expectThat(Boolean(answer.headers.get("x-request-id")), "an X-Request-ID", answer.headers.get("x-request-id"));
  },
});

const served = (answers: readonly Answer[]) => answers.filter(({ status }) => status === 200).length;

/** Calls all at once, on a slow clock so that a busy machine, too, sends them within a second of it. */
async function burst(lab: Lab, count: number, call: () => Promise<Answer>): Promise<Answer[]> {
  await lab.control("PUT", "clock", { rate: 0.1 });
  return Promise.all(Array.from({ length: count }, call));
}

check({
  section: "channels 1.2",
  title: "Of twenty-five channel queries at once twenty are served and five are 429",
  isAlone: true,
  async run(lab) {
    const answers = await burst(lab, 25, () => askUsers(lab, "lobby"));
    expectLike(served(answers), 20, "served");
    const refused = answers.filter(({ status }) => status === 429);
    expectLike(refused.length, 5, "refused");
    for (const answer of refused) expectAnswer(answer, 429, { message: aString });
  },
});

check({
  section: "channels 1.2",
  title: "Each channel query has twenty calls a second of its own, and Cloud Recording's ten stay",
  isAlone: true,
  async run(lab) {
    const lists = await burst(lab, 20, () => askUsers(lab, "lobby"));
    for (const answer of lists) expectData(answer, { channel_exist: true });
    expectLike(served(await burst(lab, 20, () => ask(lab, ""))), 20, "channel lists");
    expectLike(served(await burst(lab, 20, () => askStatus(lab, "lobby", "1001"))), 20, "user statuses");
    const body = { cname: "x", uid: "1", clientRequest: {} };
    expectLike(served(await burst(lab, 10, () => lab.acquire(body))), 10, "acquires");
  },
});

check({
  section: "channels 1.2",
  title: "Of twelve kicking rules at once ten are made and two are 429",
  isAlone: true,
  async run(lab) {
    const body = { cname: "x", uid: 1, time: 0, privileges: joinChannel };
    expectLike(served(await burst(lab, 12, () => rule(lab, "POST", body))), 10, "made");
  },
});

check({
  section: "channels 2.1",
  title: "The channel list has each channel's name and number of users, and how many channels there are",
  async run(lab) {
    const cname = await lab.newChannel([lab.newUid(), lab.newUid()]);
    const answer = await ask(lab, "", "?page_no=0&page_size=500");
    expectData(answer, { total_size: aNumber });
    const channels = fieldOf(answer, "data", "channels");
    const own = Array.isArray(channels)
      ? channels.find((one: { channel_name: string }) => one.channel_name === cname)
      : null;
    expectSame(own, { channel_name: cname, user_count: 2 }, "the channel");
  },
});

check({
  section: "channels 2.1",
  title: "Pages of the channel list begin with 0, and one past the end is empty",
  isAlone: true,
  async run(lab) {
    const names = async (query: string) => {
      const answer = await ask(lab, "", query);
      expectData(answer, { total_size: 3 });
      const channels = fieldOf(answer, "data", "channels");
      return Array.isArray(channels) ? channels.map((one: { channel_name: string }) => one.channel_name) : channels;
    };
    const all = await names("");
    expectThat(Array.isArray(all) && all.length === 3, "three channels", all);
    expectSame(await names("?page_no=0&page_size=2"), all.slice(0, 2), "page 0");
    expectSame(await names("?page_no=1&page_size=2"), all.slice(2), "page 1");
    expectSame(await names("?page_no=2&page_size=2"), [], "page 2");
  },
});

for (const query of ["page_size=0", "page_size=501", "page_no=-1", "page_no=one"]) {
  check({
    section: "channels 2.1",
    title: `A channel list with ${query} is refused with 400`,
    run: async (lab) => expectAnswer(await ask(lab, "", `?${query}`), 400, { message: aString }),
  });
}

check({
  section: "channels 2.2",
  title: "The users of a live channel are its hosts and its audience, as numbers, and the audience's total",
  async run(lab) {
    const [host, listener] = [lab.newUid(), lab.newUid()];
    const cname = await lab.newChannel([host]);
    await lab.join(cname, listener, { role: "audience" });
    const answer = await askUsers(lab, cname);
    const [broadcasters, audience] = [[Number(host)], [Number(listener)]];
    expectData(answer, { channel_exist: true, mode: 2, broadcasters, audience, audience_total: 1 });
    expectKeys(answer, ["channel_exist", "mode", "broadcasters", "audience", "audience_total"]);
  },
});

check({
  section: "channels 2.2",
  title: "The users of a communication channel are one list and its total",
  async run(lab) {
    const uids = [lab.newUid(), lab.newUid()];
    const cname = await lab.newChannel();
    await setProfile(lab, cname, "communication");
    for (const uid of uids) await lab.join(cname, uid);
    const answer = await askUsers(lab, cname);
    expectData(answer, { channel_exist: true, mode: 1, total: 2, users: uids.map(Number) });
    expectKeys(answer, ["channel_exist", "mode", "total", "users"]);
  },
});

check({
  section: "channels 2.2",
  title: "A channel that nobody is in is no error: channel_exist is false, and nothing else is said",
  async run(lab) {
    const uid = lab.newUid();
    const cname = await lab.newChannel([uid]);
    expectData(await askUsers(lab, cname), { channel_exist: true });
    await lab.leave(cname, uid);
    const answer = await askUsers(lab, cname);
    expectData(answer, { channel_exist: false });
    expectKeys(answer, ["channel_exist"]);
  },
});

check({
  section: "channels 2.2",
  title: "A uid beyond 2^31 and a name with every kind of character are found",
  async run(lab) {
    const cname = await lab.newChannel(["4294967295"], "conformance !#$%&()+-:;<=.>?@[]^_{}|~,%20");
    expectData(await askUsers(lab, cname), { broadcasters: [4_294_967_295] });
    expectData(await askStatus(lab, cname, "4294967295"), { in_channel: true, uid: 4_294_967_295 });
  },
});

check({
  section: "channels 2.2",
  title: "A recorder is a user of its channel while it records, and of platform 6",
  async run(lab) {
    await lab.withRecording({}, async (task) => {
      const { cname, uid } = task;
      const there = await lab.until("the recorder in the channel", async () => {
        const answer = await askStatus(lab, cname, uid);
        return fieldOf(answer, "data", "in_channel") === true ? answer : undefined;
      });
      expectData(there, { uid: Number(uid), platform: 6 });
      expectData(await askUsers(lab, cname), { channel_exist: true, broadcasters: [Number(uid)] });
      await lab.stop(task);
      expectData(await askUsers(lab, cname), { channel_exist: false });
    });
  },
});

check({
  section: "channels 2.3",
  title: "The status of a user says since when in seconds, on what platform, and as what",
  async run(lab) {
    const [host, listener] = [lab.newUid(), lab.newUid()];
    const cname = await lab.newChannel();
    const fromSeconds = Math.floor((await lab.nowMs()) / 1000);
    await lab.join(cname, host, { platform: 2 });
    await lab.join(cname, listener, { role: "audience" });
    const answer = await askStatus(lab, cname, host);
    expectData(answer, { in_channel: true, uid: Number(host), join: aNumber, role: 2, platform: 2 });
    const join = Number(fieldOf(answer, "data", "join"));
    expectThat(join >= fromSeconds && join <= fromSeconds + 60, "the time of joining", join);
    expectData(await askStatus(lab, cname, listener), { role: 3, platform: 7 });
  },
});

check({
  section: "channels 2.3",
  title: "In a communication channel everybody has role 1",
  async run(lab) {
    const uid = lab.newUid();
    const cname = await lab.newChannel([uid]);
    await setProfile(lab, cname, "communication");
    expectData(await askStatus(lab, cname, uid), { in_channel: true, role: 1 });
  },
});

check({
  section: "channels 2.3",
  title: "Somebody who is not in a channel is no error: in_channel is false, and nothing else is said",
  async run(lab) {
    const cname = await lab.newChannel([lab.newUid()]);
    const answer = await askStatus(lab, cname, lab.newUid());
    expectData(answer, { in_channel: false });
    expectKeys(answer, ["in_channel"]);
  },
});

check({
  section: "channels 2.3",
  title: "The status of a user account, which is no number, is refused with 400",
  run: async (lab) => expectAnswer(await askStatus(lab, "lobby", "amy"), 400, { message: aString }),
});

check({
  section: "channels 2.4",
  title: "The hosts of a live channel come by path and by parameter, without the audience",
  async run(lab) {
    const host = lab.newUid();
    const cname = await lab.newChannel([host]);
    await lab.join(cname, lab.newUid(), { role: "audience" });
    for (const tail of [`/${cname}/hosts_only`, `/${cname}?hosts_only=true`]) {
      const answer = await ask(lab, "user/", tail);
      expectData(answer, { channel_exist: true, mode: 2, broadcasters: [Number(host)] });
      expectKeys(answer, ["channel_exist", "mode", "broadcasters"]);
    }
  },
});

check({
  section: "channels 2.4",
  title: "The host list of a communication channel names nobody",
  async run(lab) {
    const cname = await lab.newChannel([lab.newUid()]);
    await setProfile(lab, cname, "communication");
    const answer = await ask(lab, "user/", `/${cname}/hosts_only`);
    expectData(answer, { channel_exist: true, mode: 1 });
    expectKeys(answer, ["channel_exist", "mode"]);
  },
});
