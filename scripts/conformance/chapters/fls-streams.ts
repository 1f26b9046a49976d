import { expectAnswer } from "../agora";
import { check } from "../check";
import { aNumber, aString, expectLike, expectSame, expectThat, nothing } from "../expect";
import {
  dayMs,
  expectDone,
  expectRefused,
  fls,
  listIn,
  live,
  minuteMs,
  newPoint,
  offAir,
  onAir,
  timeFromNow,
  withQuery,
} from "../fls";
import type { Lab } from "../lab";

const banOf = (point: string, stream: string) => `${point}/admin/banned_streams/${stream}`;
const onlineOf = (point: string, stream = "") => `${point}/reports/online_streams${stream && `/${stream}`}`;
const bans = async (lab: Lab, point: string) =>
  listIn(await fls(lab, "GET", `${point}/admin/banned_streams`), "bannedStreamList");

check({
  section: "FLS 2.7",
  title: "A ban cuts the stream, is listed with its end, and unbanning lets the stream back",
  async run(lab) {
    const point = await newPoint(lab);
    await onAir(lab, point, "a");
    expectAnswer(await fls(lab, "GET", onlineOf(point, "a")), 200, { startTime: /Z$/ });
    const resumeTime = await timeFromNow(lab, 60 * minuteMs);
    expectDone(await fls(lab, "PATCH", banOf(point, "a"), { resumeTime }));
    expectRefused(await fls(lab, "GET", onlineOf(point, "a")), 404, /not online/);
    expectSame(await bans(lab, point), [{ name: "a", resumeTime }], "bans");
    expectDone(await fls(lab, "DELETE", banOf(point, "a")));
    expectAnswer(await fls(lab, "GET", onlineOf(point, "a")), 200, { startTime: /Z$/ });
    expectSame(await bans(lab, point), [], "bans");
    await offAir(lab, point, "a");
  },
});

check({
  section: "FLS 2.7",
  title: "Without resumeTime a ban lasts seven days; a stream that nobody has seen can be banned",
  async run(lab) {
    const point = await newPoint(lab);
    expectDone(await fls(lab, "PATCH", banOf(point, "never-seen"), {}));
    expectDone(await fls(lab, "PATCH", banOf(point, "no-body")));
    expectDone(await fls(lab, "PATCH", banOf(point, "empty"), { resumeTime: "" }));
    const list = await bans(lab, point);
    expectSame(
      list.map(({ name }) => name),
      ["empty", "never-seen", "no-body"],
      "banned",
    );
    for (const { resumeTime } of list) {
      const days = (Date.parse(String(resumeTime)) - (await lab.nowMs())) / dayMs;
      expectThat(days > 6.99 && days <= 7, "seven days", days);
    }
  },
});

for (const [what, resumeTime] of [
  ["in the past", "2021-01-01T00:00:00Z"],
  ["with the form that one page prints", "2018-1129T19:00:00+08:00"],
  ["that is a number", 1_900_000_000],
] as const) {
  check({
    section: "FLS 2.7",
    title: `A ban with a resumeTime ${what} is 400`,
    async run(lab) {
      const point = await newPoint(lab);
      expectRefused(await fls(lab, "PATCH", banOf(point, "a"), { resumeTime }), 400, /resumeTime/);
      expectSame(await bans(lab, point), [], "bans");
    },
  });
}

check({
  section: "FLS 2.7",
  title: "A ban ends by itself, and the stream is back with a new push",
  isAlone: true,
  async run(lab) {
    const before = await fls(lab, "GET", onlineOf(live, "cam1"));
    expectDone(await fls(lab, "PATCH", banOf(live, "cam1"), { resumeTime: await timeFromNow(lab, 60 * minuteMs) }));
    await lab.advance(59 * 60);
    expectRefused(await fls(lab, "GET", onlineOf(live, "cam1")), 404, /not online/);
    await lab.advance(61);
    const after = await lab.until("the stream to be back", async () => {
      const answer = await fls(lab, "GET", onlineOf(live, "cam1"));
      return answer.status === 200 ? answer : undefined;
    });
    expectThat(after.text !== before.text, "another startTime", after.text);
  },
});

check({
  section: "FLS 2.8",
  title: "Streams on air are listed with name and startTime, one by one with startTime; another is 404",
  async run(lab) {
    const point = await newPoint(lab);
    for (const stream of ["a", "b"]) await onAir(lab, point, stream);
    const list = listIn(await fls(lab, "GET", onlineOf(point)), "streamList");
    expectSame(list.map(({ name }) => String(name)).toSorted(), ["a", "b"], "names");
    for (const { name, startTime } of list) {
      const one = await fls(lab, "GET", onlineOf(point, String(name)));
      expectAnswer(one, 200, { startTime, name: nothing });
    }
    expectRefused(await fls(lab, "GET", onlineOf(point, "c")), 404, /not online/);
    for (const stream of ["a", "b"]) await offAir(lab, point, stream);
    expectAnswer(await fls(lab, "GET", onlineOf(point)), 200, { streamList: [] });
  },
});

/** A report about `cam1` of the seven days that are there. */
const report = (lab: Lab, name: string, query: Record<string, string> = {}) =>
  fls(lab, "GET", withQuery(`${live}/reports/${name}`, { stream_name: "cam1", ...query }));

check({
  section: "FLS 2.8",
  title: "publish_history has ended pushes with their length, the latest end first",
  async run(lab) {
    const rows = listIn(await report(lab, "publish_history"), "publishHistory");
    expectThat(rows.length > 10, "more than ten pushes", rows.length);
    for (const row of rows) {
      expectLike(row, { name: "cam1", startTime: aString, endTime: aString, duration: aNumber });
      const seconds = (Date.parse(String(row.endTime)) - Date.parse(String(row.startTime))) / 1000;
      expectThat(Math.abs(Number(row.duration) - seconds) <= 1, `about ${seconds}`, row.duration);
    }
    const ends = rows.map(({ endTime }) => String(endTime));
    expectSame(ends, ends.toSorted().toReversed(), "order");
  },
});

/** The list of a report, in minutes from the newest. @throws Mismatch unless it is one */
function minutesOf(rows: { time?: unknown }[]): number[] {
  const times = rows.map(({ time }) => Date.parse(String(time)));
  expectThat(
    times.length > 10 && times.every((ms) => ms % minuteMs === 0),
    "more than ten whole minutes",
    rows.slice(0, 3),
  );
  expectSame(
    times,
    times.toSorted((a, b) => b - a),
    "order",
  );
  return times;
}

check({
  section: "FLS 2.8",
  title: "publish_quality has minutes, newest first, with bitrate, framerate, cdnIp and clientIp under QualityHistory",
  async run(lab) {
    const rows = listIn(await report(lab, "publish_quality"), "QualityHistory");
    minutesOf(rows);
    for (const row of rows)
      expectLike(row, { name: "cam1", bitrate: aNumber, framerate: aNumber, cdnIp: aString, clientIp: aString });
  },
});

check({
  section: "FLS 2.8",
  title: "stream_play_statistic has minutes, newest first, with linkNum",
  async run(lab) {
    const rows = listIn(await report(lab, "stream_play_statistic"), "playStatistic");
    minutesOf(rows);
    for (const row of rows) expectLike(row, { name: "cam1", linkNum: aNumber });
  },
});

check({
  section: "FLS 2.8",
  title: "Reports are late: quality by three minutes, history by two hours",
  async run(lab) {
    const nowMs = await lab.nowMs();
    const [newest = 0] = minutesOf(listIn(await report(lab, "publish_quality"), "QualityHistory"));
    expectThat(
      nowMs - newest >= 3 * minuteMs && nowMs - newest < 5 * minuteMs,
      "three minutes ago",
      (nowMs - newest) / 1000,
    );
    const point = await newPoint(lab);
    await onAir(lab, point, "a");
    await offAir(lab, point, "a");
    const path = withQuery(`${point}/reports/publish_history`, { stream_name: "a" });
    expectAnswer(await fls(lab, "GET", path), 200, { publishHistory: [] });
  },
});

const limits: [name: string, spanHours: number, reachDays: number][] = [
  ["publish_history", 30 * 24, 60],
  ["publish_quality", 6, 6],
  ["stream_play_statistic", 2, 30],
];
for (const [name, spanHours, reachDays] of limits) {
  const hourMs = 60 * minuteMs;
  const range = async (lab: Lab, startMs: number, endMs: number) => ({
    start_time: await timeFromNow(lab, startMs),
    end_time: await timeFromNow(lab, endMs),
  });
  check({
    section: "FLS 2.8",
    title: `${name} spans ${spanHours} hours at most: one more is 400`,
    async run(lab) {
      // A minute less: on a busy machine the two ends are counted from different seconds.
      const taken = await report(lab, name, await range(lab, minuteMs - (spanHours + 1) * hourMs, -hourMs));
      expectLike(taken.status, 200, "status");
      expectRefused(
        await report(lab, name, await range(lab, -(spanHours + 2) * hourMs, -hourMs)),
        400,
        /end_time must be at most/,
      );
    },
  });
  check({
    section: "FLS 2.8",
    title: `${name} goes back ${reachDays} days: an hour more is 400`,
    async run(lab) {
      const at = -reachDays * dayMs;
      expectLike((await report(lab, name, await range(lab, at + hourMs, at + 2 * hourMs))).status, 200, "status");
      expectRefused(await report(lab, name, await range(lab, at - hourMs, at)), 400, /start_time must be within/);
    },
  });
  check({
    section: "FLS 2.8",
    title: `${name} without stream_name, of the future, upside down, or with a time that is none is 400`,
    async run(lab) {
      expectRefused(await fls(lab, "GET", `${live}/reports/${name}`), 400, /stream_name/);
      expectRefused(await report(lab, name, { end_time: await timeFromNow(lab, hourMs) }), 400, /end_time must not be/);
      expectRefused(
        await report(lab, name, await range(lab, -hourMs, -1.5 * hourMs)),
        400,
        /start_time must be earlier/,
      );
      expectRefused(await report(lab, name, { start_time: "2019-01-07 12:00:00" }), 400, /start_time/);
    },
  });
}

check({
  section: "FLS 2.8",
  title: "By switch reports are not late, and quality has the keys of its table",
  isAlone: true,
  async run(lab) {
    await lab.setSwitches({ flsReportsAreLate: false, flsQualityKey: "publishHistory" });
    await lab.control("POST", "streams/live/cam1/restart");
    const [newest] = listIn(await report(lab, "publish_history"), "publishHistory");
    expectThat((await lab.nowMs()) - Date.parse(String(newest?.endTime)) < minuteMs, "an end right now", newest);
    await lab.control("POST", "streams/live/cam1/dip", { fps: 3, bitsPerSecond: 50_000 });
    const [first] = listIn(await report(lab, "publish_quality"), "publishHistory");
    expectLike(first, { frameRate: 3, bitrate: 50_000, framerate: nothing });
  },
});
