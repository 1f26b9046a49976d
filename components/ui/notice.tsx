import { clsx } from "clsx";
import type { ReactNode } from "react";
import { StatusDot } from "./status";
import type { Tone } from "./tone";

const grounds: Record<Tone, string> = {
  live: "border-live/25 bg-live-soft/55",
  danger: "border-danger/25 bg-danger-soft/55",
  warning: "border-warning/25 bg-warning-soft/55",
  ok: "border-ok/25 bg-ok-soft/55",
  unknown: "border-unknown/25 bg-unknown-soft/55",
  accent: "border-accent/25 bg-accent-soft/55",
  neutral: "border-line bg-panel",
};

/** A sentence in the page that wants to be noticed, with what to do at its end. `isAlert` reads it out at once. */
export function Notice({
  tone = "neutral",
  title,
  action,
  isAlert = false,
  children,
  className,
}: {
  tone?: Tone;
  title?: ReactNode;
  action?: ReactNode;
  isAlert?: boolean;
  children?: ReactNode;
  className?: string;
}) {
  return (
    <div
      role={isAlert ? "alert" : undefined}
      className={clsx(
        "flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md border px-3 py-2.5 text-sm",
        grounds[tone],
        className,
      )}
    >
      <div className="flex min-w-0 flex-1 basis-64 items-start gap-2.5">
        <StatusDot tone={tone} className="mt-1.25" />
        <div className="min-w-0 text-pretty">
          {title !== undefined && <p className="font-medium text-fg">{title}</p>}
          {children !== undefined && <div className="text-fg">{children}</div>}
        </div>
      </div>
      {action !== undefined && <div className="flex shrink-0 gap-2">{action}</div>}
    </div>
  );
}
