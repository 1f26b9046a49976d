import { cloneElement, type ReactElement } from "react";

/** Marks an element for the one tooltip of the page (`TooltipLayer`). */
export type TooltipSide = "top" | "bottom" | "left" | "right";

/**
 * A few words about a control, on hover and focus. Never the only place where something is said: touch has no hover.
 * Costs three attributes, so every row of a table may have them.
 */
export function Tooltip({
  label,
  shortcut,
  side = "bottom",
  children,
}: {
  label: string;
  shortcut?: string;
  side?: TooltipSide;
  /** One element that passes attributes on to its DOM element. */
  children: ReactElement<Record<string, unknown>>;
}) {
  return cloneElement(children, { "data-tip": label, "data-tip-keys": shortcut, "data-tip-side": side });
}
