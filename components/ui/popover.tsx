"use client";

import type { ReactNode } from "react";
import { lazyModule } from "./lazy-module";
import { LazyTrigger, type TriggerElement } from "./lazy-trigger";

const parts = lazyModule(() => import("./popover-parts"));

export type PopoverProps = {
  /** One button element. */
  trigger: TriggerElement;
  /** Names the panel for assistive technology. */
  label: string;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom" | "left" | "right";
  className?: string;
  children: ReactNode;
};

/** A small panel tied to a button: explanations, filters, quick edits. */
export function Popover(props: PopoverProps) {
  return (
    <LazyTrigger module={parts} trigger={props.trigger} popupKind="dialog">
      {({ PopoverPopup }) => <PopoverPopup {...props} />}
    </LazyTrigger>
  );
}
