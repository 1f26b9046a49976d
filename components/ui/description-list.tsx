import { clsx } from "clsx";
import type { ReactNode } from "react";

const grids = {
  1: "grid-cols-[minmax(6.5rem,auto)_minmax(0,1fr)]",
  2: "grid-cols-[minmax(6.5rem,auto)_minmax(0,1fr)] lg:grid-cols-[minmax(6.5rem,auto)_minmax(0,1fr)_minmax(6.5rem,auto)_minmax(0,1fr)]",
};

/** Names and values of one thing. Items whose value is null or undefined print a dash. */
export function DescriptionList({
  items,
  columns = 1,
  className,
}: {
  items: readonly { term: string; value: ReactNode }[];
  columns?: 1 | 2;
  className?: string;
}) {
  return (
    <dl className={clsx("grid items-baseline gap-x-4 gap-y-2 text-sm", grids[columns], className)}>
      {items.map((item) => (
        <div key={item.term} className="contents">
          <dt className="text-subtle">{item.term}</dt>
          <dd className="min-w-0 break-words">{item.value ?? <span className="text-subtle">–</span>}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A figure with its name, for the head of a page: "3 recording". */
export function Stat({
  label,
  value,
  hint,
  mark,
}: {
  label: ReactNode;
  value: ReactNode;
  hint?: ReactNode;
  mark?: ReactNode;
}) {
  return (
    <div className="flex min-w-0 flex-col gap-1 px-4 py-3">
      <dt className="flex items-center gap-2 text-xs text-muted">
        {mark}
        <span className="truncate">{label}</span>
      </dt>
      <dd className="text-xl font-semibold tracking-[-0.015em] tabular-nums">{value}</dd>
      {hint !== undefined && <dd className="truncate text-xs text-subtle">{hint}</dd>}
    </div>
  );
}
