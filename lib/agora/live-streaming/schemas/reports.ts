import { z } from "zod";
import type { RequestIssue } from "../../issues";
import { msOf, optionalTime, streamName } from "./common";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * What each report goes back, spans at most, spans where nothing is said, and how late it is, in milliseconds
 * (FLS contract §2.8).
 */
export const reportLimits = {
  publishHistory: { reachMs: 60 * day, spanMs: 30 * day, defaultSpanMs: 7 * day, delayMs: 2 * hour },
  publishQuality: { reachMs: 6 * day, spanMs: 6 * hour, defaultSpanMs: 6 * hour, delayMs: 3 * minute },
  playStatistics: { reachMs: 30 * day, spanMs: 2 * hour, defaultSpanMs: 2 * hour, delayMs: 3 * minute },
} as const;
export type ReportKind = keyof typeof reportLimits;

/** Query of operations 31 to 33. The form of the times is part of the contract, their range is `reportIssues`. */
export const reportQuery = z.object({
  start_time: optionalTime,
  end_time: optionalTime,
  stream_name: streamName,
});
export type WireReportQuery = z.input<typeof reportQuery>;

type Times = { start_time?: string; end_time?: string };

/**
 * The range that a query means, in milliseconds: to its end or now, from its start or the report's own span before the
 * end.
 */
export function reportRange(kind: ReportKind, times: Times, nowMs: number): { fromMs: number; toMs: number } {
  const toMs = times.end_time ? msOf(times.end_time) : nowMs;
  const fromMs = times.start_time ? msOf(times.start_time) : toMs - reportLimits[kind].defaultSpanMs;
  return { fromMs, toMs };
}

/**
 * Which limits of its report a query breaks (FLS contract §2.8). `nowMs` is the server's time; a start may be as far
 * behind the limit as the query was under way.
 */
export function reportIssues(kind: ReportKind, times: Times, nowMs: number, toleranceMs = 10_000): RequestIssue[] {
  const { reachMs, spanMs } = reportLimits[kind];
  const { fromMs, toMs } = reportRange(kind, times, nowMs);
  const issues: RequestIssue[] = [];
  if (toMs > nowMs + toleranceMs) issues.push({ path: "end_time", message: "must not be in the future" });
  if (fromMs >= toMs) issues.push({ path: "start_time", message: "must be earlier than the end" });
  if (fromMs < nowMs - reachMs - toleranceMs) {
    issues.push({ path: "start_time", message: `must be within the last ${spoken(reachMs)}` });
  }
  if (toMs - fromMs > spanMs) {
    issues.push({ path: "end_time", message: `must be at most ${spoken(spanMs)} after the start` });
  }
  return issues;
}

function spoken(ms: number): string {
  return ms >= 2 * day ? `${ms / day} days` : `${ms / hour} hours`;
}
