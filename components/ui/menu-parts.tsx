"use client";

import { Menu as Base } from "@base-ui/react/menu";
import { clsx } from "clsx";
import { Check } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useId } from "react";
import { KeyHint } from "./kbd";
import type { MenuEntryProps, MenuItemProps, MenuLinkProps, MenuProps, MenuRadioGroupProps } from "./menu";

/** Opens at once: it takes the place of a trigger that has just been pressed. */
export function MenuPopup({ trigger, align = "start", side = "bottom", className, children }: MenuProps) {
  const triggerId = useId();
  return (
    <Base.Root modal={false} defaultOpen defaultTriggerId={triggerId}>
      <Base.Trigger id={triggerId} render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} side={side} align={align} className="z-50 outline-none">
          <Base.Popup className={clsx("popup max-h-(--available-height) min-w-52 overflow-y-auto p-1", className)}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** Does something. */
export function MenuItem({
  icon,
  hint,
  shortcut,
  isDangerous = false,
  isDisabled = false,
  onSelect,
  children,
}: MenuItemProps) {
  return (
    <Base.Item onClick={onSelect} disabled={isDisabled} className={clsx("popup-item", isDangerous && "text-danger")}>
      <ItemBody icon={icon} hint={hint} shortcut={shortcut}>
        {children}
      </ItemBody>
    </Base.Item>
  );
}

/** Goes somewhere. */
export function MenuLink({ href, icon, hint, shortcut, children }: MenuLinkProps) {
  return (
    <Base.LinkItem render={<Link href={href} />} closeOnClick className="popup-item">
      <ItemBody icon={icon} hint={hint} shortcut={shortcut}>
        {children}
      </ItemBody>
    </Base.LinkItem>
  );
}

/** One choice of a few, kept in the menu. */
export function MenuRadioGroup({ label, value, onValueChange, options }: MenuRadioGroupProps<string>) {
  return (
    <Base.RadioGroup value={value} onValueChange={(next: string) => onValueChange(next)}>
      <MenuLabel>{label}</MenuLabel>
      {options.map((option) => (
        <Base.RadioItem
          key={option.value}
          value={option.value}
          disabled={option.isDisabled}
          closeOnClick
          className="popup-item relative pr-8"
        >
          <ItemBody icon={option.icon} hint={option.hint}>
            {option.label}
          </ItemBody>
          <Base.RadioItemIndicator className="absolute right-2 text-accent">
            <Check className="size-4" aria-hidden="true" />
          </Base.RadioItemIndicator>
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}

/** A heading inside a `MenuRadioGroup`. */
function MenuLabel({ children }: { children: ReactNode }) {
  return <Base.GroupLabel className="px-2 pt-1.5 pb-1 text-2xs font-medium text-subtle">{children}</Base.GroupLabel>;
}

export function MenuSeparator() {
  return <Base.Separator className="-mx-1 my-1 h-px bg-line" />;
}

function ItemBody({ icon, hint, shortcut, children }: MenuEntryProps) {
  return (
    <>
      {icon !== undefined && <span className="flex shrink-0 text-subtle [&_svg]:size-4">{icon}</span>}
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="truncate">{children}</span>
        {hint !== undefined && <span className="text-xs text-subtle">{hint}</span>}
      </span>
      {shortcut !== undefined && <KeyHint keys={shortcut} className="pl-4" />}
    </>
  );
}
