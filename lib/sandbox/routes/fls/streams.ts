import {
  defaultBanMs,
  msOf,
  reportIssues,
  type ReportKind,
  reportLimits,
  reportRange,
  type WireReportQuery,
} from "@/lib/agora/live-streaming/schemas";
import { linksAt, qualityAt } from "../../fls/quality";
import type { World } from "../../world";
import { badRequest, type FlsHandlers, notFound, timeOf } from "./call";

/** Operations 26 to 33: bans, who is on air, and reports (FLS contract §2.7, §2.8). */
export const streamHandlers: Pick<
  FlsHandlers,
  | "banStream"
  | "unbanStream"
  | "listBannedStreams"
  | "listOnlineStreams"
  | "getOnlineStream"
  | "listPublishHistory"
  | "listPublishQuality"
  | "listPlayStatistics"
> = {
  banStream({ fls, clock }, { entryPoint, stream, body }) {
    const nowMs = clock.nowMs();
    const resumeMs = body.resumeTime === undefined ? nowMs + defaultBanMs : msOf(body.resumeTime);
    if (resumeMs <= nowMs) throw badRequest("resumeTime must be in the future");
    fls.settings.set("ban", [entryPoint, stream], { stream, resumeMs });
    fls.wake();
    return null;
  },
  unbanStream({ fls }, { entryPoint, stream }) {
    fls.settings.delete("ban", entryPoint, stream);
    fls.wake();
    return null;
  },
  listBannedStreams({ fls, clock }, { entryPoint }) {
    const nowMs = clock.nowMs();
    const bans = fls.settings.list("ban", entryPoint).filter(({ resumeMs }) => resumeMs > nowMs);
    return { bannedStreamList: bans.map(({ stream: name, resumeMs }) => ({ name, resumeTime: timeOf(resumeMs) })) };
  },
  listOnlineStreams({ fls }, { entryPoint }) {
    const online = fls.pushes.live().filter((push) => push.entryPoint === entryPoint);
    return { streamList: online.map(({ stream: name, startMs }) => ({ name, startTime: timeOf(startMs) })) };
  },
  getOnlineStream({ fls }, { entryPoint, stream }) {
    const push = fls.pushes.liveOf(entryPoint, stream);
    if (!push) throw notFound("the stream is not online");
    return { startTime: timeOf(push.startMs) };
  },
  listPublishHistory(world, { entryPoint, query }) {
    const { fromMs, toMs } = rangeOf(world, "publishHistory", query);
    const ended = world.fls.pushes
      .between(entryPoint, query.stream_name, fromMs, toMs)
      .flatMap((push) => (push.endMs !== null && push.endMs <= toMs ? [{ ...push, endMs: push.endMs }] : []))
      .toSorted((a, b) => b.endMs - a.endMs);
    return {
      publishHistory: ended.map(({ stream: name, startMs, endMs }) => ({
        name,
        startTime: timeOf(startMs),
        endTime: timeOf(endMs),
        duration: Math.round((endMs - startMs) / 1000),
      })),
    };
  },
  listPublishQuality(world, { entryPoint, query }) {
    const { stream_name: name } = query;
    const encoder = world.fls.settings.get("encoder", entryPoint, name);
    const key = world.switches.now.flsQualityKey;
    const frameRate = key === "QualityHistory" ? "framerate" : "frameRate";
    const rows = minutesOf(world, "publishQuality", entryPoint, query).map(({ atMs, push }) => {
      const { fps, bitsPerSecond } = qualityAt(encoder, push.uid, atMs);
      const { clientIp, nodeIp: cdnIp } = push;
      return { name, time: timeOf(atMs), bitrate: bitsPerSecond, [frameRate]: fps, cdnIp, clientIp };
    });
    return { [key]: rows };
  },
  listPlayStatistics(world, { entryPoint, query }) {
    const { stream_name: name } = query;
    const rows = minutesOf(world, "playStatistics", entryPoint, query);
    return {
      playStatistic: rows.map(({ atMs, push }) => ({ name, time: timeOf(atMs), linkNum: linksAt(push.uid, atMs) })),
    };
  },
};

/** @throws Refusal 400 for a range that the report does not reach */
function rangeOf(
  { clock, switches }: World,
  kind: ReportKind,
  query: WireReportQuery,
): { fromMs: number; toMs: number } {
  const nowMs = clock.nowMs();
  const [issue] = reportIssues(kind, query, nowMs);
  if (issue) throw badRequest(`${issue.path} ${issue.message}`);
  const { fromMs, toMs } = reportRange(kind, query, nowMs);
  const lateMs = switches.now.flsReportsAreLate ? reportLimits[kind].delayMs : 0;
  return { fromMs, toMs: Math.min(toMs, nowMs - lateMs) };
}

const minuteMs = 60_000;

/** The minutes of a range in which a stream was on air, newest first. */
function minutesOf(
  world: World,
  kind: ReportKind,
  entryPoint: string,
  query: WireReportQuery & { stream_name: string },
) {
  const { fromMs, toMs } = rangeOf(world, kind, query);
  const pushes = world.fls.pushes.between(entryPoint, query.stream_name, fromMs, toMs);
  const rows = [];
  for (let atMs = Math.floor(toMs / minuteMs) * minuteMs; atMs >= fromMs; atMs -= minuteMs) {
    const push = pushes.find(({ startMs, endMs }) => startMs < atMs + minuteMs && (endMs ?? Infinity) > atMs);
    if (push) rows.push({ atMs, push });
  }
  return rows;
}
