"use client";

import type { ReactNode } from "react";
import { lazyModule, useLazyModule } from "./lazy-module";
import { LazyTrigger, type TriggerElement } from "./lazy-trigger";

const parts = lazyModule(() => import("./menu-parts"));

/** Fetches the code of menus ahead of the first press. */
export const preloadMenus = parts.load;

export type MenuProps = {
  /** One button element. */
  trigger: TriggerElement;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom" | "left" | "right";
  className?: string;
  children: ReactNode;
};

/** A list of acts behind a button. Costs next to nothing until it is first pressed, so every row may have one. */
export function Menu(props: MenuProps) {
  return (
    <LazyTrigger module={parts} trigger={props.trigger} popupKind="menu">
      {({ MenuPopup }) => <MenuPopup {...props} />}
    </LazyTrigger>
  );
}

export type MenuEntryProps = {
  icon?: ReactNode;
  /** Second line: what it will do, or why it cannot. */
  hint?: ReactNode;
  shortcut?: string;
  children: ReactNode;
};

export type MenuItemProps = MenuEntryProps & { isDangerous?: boolean; isDisabled?: boolean; onSelect: () => void };

/** Does something. */
export function MenuItem(props: MenuItemProps) {
  const live = useLazyModule(parts);
  return live && <live.MenuItem {...props} />;
}

export type MenuLinkProps = MenuEntryProps & { href: string };

/** Goes somewhere. */
export function MenuLink(props: MenuLinkProps) {
  const live = useLazyModule(parts);
  return live && <live.MenuLink {...props} />;
}

export type MenuRadioGroupProps<Value extends string> = {
  label: string;
  value: Value;
  /** Written as a method, so that a group of known values is also a group of strings to the code behind it. */
  onValueChange(this: void, value: Value): void;
  options: readonly { value: Value; label: ReactNode; hint?: ReactNode; icon?: ReactNode; isDisabled?: boolean }[];
};

/** One choice of a few, kept in the menu. */
export function MenuRadioGroup<Value extends string>(props: MenuRadioGroupProps<Value>) {
  const live = useLazyModule(parts);
  return live && <live.MenuRadioGroup {...props} />;
}

export function MenuSeparator() {
  const live = useLazyModule(parts);
  return live && <live.MenuSeparator />;
}
