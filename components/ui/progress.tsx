import { clsx } from "clsx";

const fills = {
  accent: "[&::-webkit-progress-value]:bg-accent [&::-moz-progress-bar]:bg-accent",
  ok: "[&::-webkit-progress-value]:bg-ok [&::-moz-progress-bar]:bg-ok",
  danger: "[&::-webkit-progress-value]:bg-danger [&::-moz-progress-bar]:bg-danger",
};

/**
 * How much of something is done: the native element, so its width needs no style attribute. Without `value` it only
 * says that something goes on.
 */
export function Progress({
  label,
  value,
  max = 100,
  tone = "accent",
  isLabelShown = false,
  className,
}: {
  label: string;
  value?: number;
  max?: number;
  tone?: keyof typeof fills;
  /** Prints label and percentage above the bar; else they are its accessible name and value only. */
  isLabelShown?: boolean;
  className?: string;
}) {
  const bar = (
    <progress
      aria-label={label}
      value={value}
      max={max}
      className={clsx(
        "block h-1.5 w-full appearance-none overflow-hidden rounded-full border-0 bg-skeleton",
        "[&::-webkit-progress-bar]:bg-transparent [&::-webkit-progress-value]:rounded-full [&::-moz-progress-bar]:rounded-full",
        "[&::-webkit-progress-value]:transition-[inline-size] [&::-webkit-progress-value]:duration-140",
        value === undefined ? "progress-open" : fills[tone],
      )}
    />
  );
  if (!isLabelShown) return <div className={className}>{bar}</div>;
  return (
    <div className={className}>
      <div aria-hidden="true" className="mb-1.5 flex justify-between gap-3 text-xs">
        <span className="truncate text-muted">{label}</span>
        {value !== undefined && <span className="tabular-nums">{Math.round((value / max) * 100)} %</span>}
      </div>
      {bar}
    </div>
  );
}
