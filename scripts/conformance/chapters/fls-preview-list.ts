import { expectAnswer } from "../agora";
import { check } from "../check";
import { anyOf, expectLike, expectSame, expectThat } from "../expect";
import {
  adminOf,
  dayMs,
  expectRefused,
  fls,
  later,
  listed,
  listIn,
  live,
  longRow,
  minuteMs,
  type Row,
  timeFromNow,
  withQuery,
} from "../fls";
import type { Lab } from "../lab";
import { standardStory } from "../stories-fls";

const list = `${adminOf(live)}/preview_list`;

/** A good query for the list, with changes; undefined leaves a parameter out. */
async function listQuery(lab: Lab, change: Record<string, string | undefined> = {}): Promise<string> {
  const times = { start_time: await timeFromNow(lab, -8 * dayMs), end_time: await timeFromNow(lab, 0) };
  const given = Object.entries({ ...times, stream_name: "cam1", ...change });
  return withQuery(
    list,
    Object.fromEntries(given.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
  );
}

check({
  section: "FLS 2.6",
  title: "preview_list has fileName, startTime, endTime and a whole position, from the oldest recording on",
  async run(lab) {
    const rows = listIn<Row>(await fls(lab, "GET", await listQuery(lab)), "list");
    expectThat(rows.length > 10, "more than ten recordings", rows.length);
    for (const row of rows) {
      const fileName = /^record\/live\/cam1\/[0-9a-f]{32}_\d{17}\.m3u8$/;
      expectLike(row, { fileName, startTime: /^\d{4}-.*Z$/, endTime: /^\d{4}-.*Z$/, position: anyOf(2, 3) });
      expectThat(Date.parse(row.endTime) > Date.parse(row.startTime), "an end after its start", row);
    }
    const starts = rows.map(({ startTime }) => startTime);
    expectSame(starts, starts.toSorted(), "order");
  },
});

check({
  section: "FLS 4",
  title: "A fileName tells when its recording began, in UTC",
  async run(lab) {
    const rows = await listed(lab, live, "cam2");
    expectThat(rows.length > 3, "more than three recordings", rows.length);
    for (const { fileName, startTime } of rows) {
      const digits = startTime.replaceAll(/\D/g, "");
      expectThat(fileName.includes(`_${digits}`), `_${digits}`, fileName);
    }
  },
});

check({
  section: "FLS 2.6",
  title: "preview_list has what overlaps the asked time and nothing else",
  async run(lab) {
    const { fileName, startTime } = await longRow(lab);
    const within = { start_time: later(startTime, minuteMs), end_time: later(startTime, 2 * minuteMs) };
    expectAnswer(await fls(lab, "GET", await listQuery(lab, within)), 200, { list: [{ fileName }] });
    const long = { start_time: later(startTime, -60 * dayMs), end_time: later(startTime, -50 * dayMs) };
    expectAnswer(await fls(lab, "GET", await listQuery(lab, long)), 200, { list: [] });
    expectAnswer(await fls(lab, "GET", await listQuery(lab, { stream_name: "nobody" })), 200, { list: [] });
    expectSame(await listed(lab, live, "cam1", "eu"), [], "recordings in Europe");
  },
});

const badLists: [what: string, change: Record<string, string | undefined>, named: RegExp][] = [
  ["without start_time", { start_time: undefined }, /start_time/],
  ["without end_time", { end_time: undefined }, /end_time/],
  ["without stream_name", { stream_name: undefined }, /stream_name/],
  ["with an empty start_time", { start_time: "" }, /start_time/],
  ["with a time that is none", { end_time: "1546833600" }, /end_time/],
  ["that ends before it starts", { end_time: "2019-01-01T00:00:00Z" }, /end_time/],
];
for (const [what, change, named] of badLists) {
  check({
    section: "FLS 2.6",
    title: `preview_list ${what} is 400`,
    async run(lab) {
      expectRefused(await fls(lab, "GET", await listQuery(lab, change)), 400, named);
    },
  });
}

check({
  section: "FLS 4",
  title: "A plus that is not percent-encoded in a query is a space: 400; encoded it is an offset",
  async run(lab) {
    const { startTime } = await longRow(lab);
    const local = later(startTime, 8 * 60 * minuteMs).replace("Z", "+08:00");
    const path = await listQuery(lab, { start_time: local });
    expectLike((await fls(lab, "GET", path)).status, 200, "status, percent-encoded");
    expectRefused(await fls(lab, "GET", path.replace("%2B", "+")), 400, /start_time/);
  },
});

check({
  section: "FLS 2.6",
  title: "A recording that goes on is listed up to its latest slice",
  async run(lab) {
    const { meanwhile, rows } = await standardStory(lab);
    expectSame([meanwhile.length, rows.length], [1, 1], "recordings of one push");
    expectSame(rows[0]?.fileName, meanwhile[0]?.fileName, "fileName");
    expectThat(Date.parse(rows[0]?.endTime ?? "") >= Date.parse(meanwhile[0]?.endTime ?? ""), "a later end", rows[0]);
  },
});

check({
  section: "FLS 2.6",
  title: "By switch position is where in the file the asked time lies",
  isAlone: true,
  async run(lab) {
    await lab.setSwitches({ flsPosition: "seek" });
    const { startTime, endTime } = await longRow(lab);
    const query = { start_time: later(startTime, 10 * minuteMs), end_time: endTime };
    expectAnswer(await fls(lab, "GET", await listQuery(lab, query)), 200, { list: [{ position: anyOf(599, 600) }] });
  },
});
