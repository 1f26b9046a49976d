"use client";

import { cloneElement, type ReactElement, type ReactNode, useState } from "react";
import { type LazyModule, useLazyModule } from "./lazy-module";

/** What a trigger must accept: a button of ours or a plain one. */
export type TriggerElement = ReactElement<Record<string, unknown>>;

/**
 * Stands for a popup's trigger until it is first pressed: the same button, with the same semantics, that fetches the
 * popup's code on hover and focus and opens it on the first press. From then on the real trigger is in its place.
 */
export function LazyTrigger<Module>({
  module,
  trigger,
  popupKind,
  children,
}: {
  module: LazyModule<Module>;
  trigger: TriggerElement;
  popupKind: "menu" | "dialog";
  /** Renders trigger and popup, open. */
  children: (parts: Module) => ReactNode;
}) {
  const [isPressed, setIsPressed] = useState(false);
  const parts = useLazyModule(module, isPressed);
  if (isPressed && parts !== undefined) return children(parts);
  const prepare = () => void module.load();
  return cloneElement(trigger, {
    "aria-haspopup": popupKind,
    "aria-expanded": false,
    onPointerEnter: prepare,
    onFocus: prepare,
    onClick: () => setIsPressed(true),
  });
}
