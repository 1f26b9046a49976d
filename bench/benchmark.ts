/** One figure of a benchmark: ours beside its peer's, both from the same run, and the ratio that was promised. */
export type Figure = {
  /** What was measured, such as a route. */
  subject: string;
  ours: number;
  /** What it is held against. */
  peer: number;
  unit: string;
  /** The ratio ours / peer must not exceed. */
  limit: number;
  /** Anything else that was counted and must be zero. */
  mustBeZero?: Record<string, number>;
};

export type Benchmark = {
  /** As in `npm run bench -- B5`. */
  id: string;
  name: string;
  run(say: (line: string) => void): Promise<Figure[]>;
};

export type Judged = Figure & { ratio: number; isMet: boolean };

export function judge(figure: Figure): Judged {
  const ratio = figure.ours / figure.peer;
  const isMet = ratio <= figure.limit && Object.values(figure.mustBeZero ?? {}).every((count) => count === 0);
  return { ...figure, ratio, isMet };
}

/** The one line of a figure. Where a target is missed, it says by how much. */
export function line(id: string, { subject, ours, peer, unit, limit, mustBeZero, ratio, isMet }: Judged): string {
  const excess = ratio > limit ? `, missed by ${((ratio / limit - 1) * 100).toFixed(0)} %` : "";
  const counts = Object.entries(mustBeZero ?? {}).map(([name, count]) => `, ${count} ${name}`);
  const verdict = isMet ? "met" : "MISSED";
  return `${id}  ${subject.padEnd(28)} ${ratio.toFixed(2)}x of ${peer.toFixed(1)} ${unit} (${ours.toFixed(1)} ${unit}; target ${limit}x${excess}${counts.join("")})  ${verdict}`;
}
