"use client";

import { Popover as Base } from "@base-ui/react/popover";
import { clsx } from "clsx";
import { useId } from "react";
import type { PopoverProps } from "./popover";

/** Opens at once: it takes the place of a trigger that has just been pressed. */
export function PopoverPopup({ trigger, label, align = "start", side = "bottom", className, children }: PopoverProps) {
  const triggerId = useId();
  return (
    <Base.Root defaultOpen defaultTriggerId={triggerId}>
      <Base.Trigger id={triggerId} render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} side={side} align={align} className="z-50">
          <Base.Popup aria-label={label} className={clsx("popup max-w-88 p-3 text-sm", className)}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
