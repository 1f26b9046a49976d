/**
 * What a state says at a glance. `live` is on air, `danger` broken or destructive, `warning` needs a person, `ok` safe,
 * `unknown` not known (never "failed"), `accent` under way or chosen, `neutral` at rest.
 */
export type Tone = "live" | "danger" | "warning" | "ok" | "unknown" | "accent" | "neutral";

export const toneText: Record<Tone, string> = {
  live: "text-live",
  danger: "text-danger",
  warning: "text-warning",
  ok: "text-ok",
  unknown: "text-unknown",
  accent: "text-accent",
  neutral: "text-muted",
};

export const toneSoft: Record<Tone, string> = {
  live: "bg-live-soft text-live",
  danger: "bg-danger-soft text-danger",
  warning: "bg-warning-soft text-warning",
  ok: "bg-ok-soft text-ok",
  unknown: "bg-unknown-soft text-unknown",
  accent: "bg-accent-soft text-accent",
  neutral: "bg-hover text-muted",
};
