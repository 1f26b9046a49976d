import { clsx } from "clsx";
import type { ReactNode } from "react";
import { type Tone, toneSoft, toneText } from "./tone";

/**
 * A mark of 10 px whose shape differs by tone, so that colour never speaks alone: on air is a disc in a ring, broken a
 * cross, attention a triangle, safe a tick, unknown a broken ring, under way a half disc, at rest a ring.
 */
export function StatusDot({ tone, className }: { tone: Tone; className?: string }) {
  return (
    <svg
      viewBox="0 0 12 12"
      aria-hidden="true"
      className={clsx("size-2.5 shrink-0 overflow-visible", toneText[tone], className)}
    >
      {shapes[tone]}
    </svg>
  );
}

const line = { fill: "none", stroke: "currentColor", strokeLinecap: "round", strokeLinejoin: "round" } as const;

const shapes: Record<Tone, ReactNode> = {
  live: (
    <>
      <circle cx="6" cy="6" r="3.6" fill="currentColor" />
      <circle cx="6" cy="6" r="5.6" {...line} strokeWidth="1" className="motion-safe:animate-breathe" opacity="0.7" />
    </>
  ),
  danger: <path d="M2 2l8 8M10 2l-8 8" {...line} strokeWidth="2.2" />,
  warning: <path d="M6 1.4 11 10.4H1z" fill="currentColor" {...{ stroke: "currentColor" }} strokeLinejoin="round" />,
  ok: <path d="M1.6 6.4 4.8 9.6 10.6 2.8" {...line} strokeWidth="2" />,
  unknown: (
    <>
      <circle cx="6" cy="6" r="4.6" {...line} strokeWidth="1.8" strokeDasharray="2.2 2.6" />
      <circle cx="6" cy="6" r="1.3" fill="currentColor" />
    </>
  ),
  accent: (
    <>
      <circle cx="6" cy="6" r="4.6" {...line} strokeWidth="1.6" />
      <path d="M6 1.4a4.6 4.6 0 0 1 0 9.2z" fill="currentColor" />
    </>
  ),
  neutral: <circle cx="6" cy="6" r="4.4" {...line} strokeWidth="1.6" />,
};

/** Mark and word on a line: the form every state takes in tables. */
export function Status({ tone, children, className }: { tone: Tone; children: ReactNode; className?: string }) {
  return (
    <span className={clsx("inline-flex items-center gap-2 whitespace-nowrap", className)}>
      <StatusDot tone={tone} />
      <span className={clsx("font-medium", tone === "neutral" ? "text-muted" : "text-fg")}>{children}</span>
    </span>
  );
}

/**
 * Mark and word on a tinted ground, for headers and summaries. `isSolid` is for on air and for what is broken: white on
 * full red, kept for the one state a page is about.
 */
export function Badge({
  tone = "neutral",
  isSolid = false,
  hasDot = true,
  children,
  className,
}: {
  tone?: Tone;
  isSolid?: boolean;
  hasDot?: boolean;
  children: ReactNode;
  className?: string;
}) {
  const solid = isSolid && (tone === "live" || tone === "danger");
  return (
    <span
      className={clsx(
        "inline-flex h-5.5 items-center gap-1.5 rounded-sm px-1.5 text-xs font-medium whitespace-nowrap",
        solid ? (tone === "live" ? "bg-live-solid text-on-solid" : "bg-danger-solid text-on-solid") : toneSoft[tone],
        className,
      )}
    >
      {hasDot && <StatusDot tone={tone} className={solid ? "text-on-solid" : undefined} />}
      {children}
    </span>
  );
}
