"use client";

import { Select as Base } from "@base-ui/react/select";
import { clsx } from "clsx";
import { Check, ChevronsUpDown } from "lucide-react";
import { useFieldControl } from "./field";
import { controlClass } from "./input";
import type { SelectProps } from "./select";
import { selectTriggerClass } from "./select-placeholder";

/** The control and its list. */
export function LiveSelect({
  options,
  value,
  onValueChange,
  onBlur,
  placeholder = "Choose",
  size,
  isDisabled,
  name,
  id,
  ref,
  className,
  "aria-label": ariaLabel,
}: SelectProps<string>) {
  const field = useFieldControl();
  return (
    <Base.Root<string>
      items={options.map((option) => ({ value: option.value, label: option.label }))}
      value={value}
      onValueChange={(next) => next !== null && onValueChange(next)}
      onOpenChange={(isOpen) => !isOpen && onBlur?.()}
      disabled={isDisabled}
      name={name}
    >
      <Base.Trigger
        {...field}
        id={id ?? field.id}
        ref={ref}
        aria-label={ariaLabel}
        className={clsx(controlClass(size), selectTriggerClass, className)}
      >
        <Base.Value placeholder={placeholder} className="truncate data-placeholder:text-subtle" />
        <Base.Icon>
          <ChevronsUpDown className="size-3.5 shrink-0 text-subtle" aria-hidden="true" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50">
          <Base.Popup className="popup min-w-(--anchor-width)">
            <Base.List className="max-h-(--available-height) overflow-y-auto p-1">
              {options.map((option) => (
                <Base.Item
                  key={option.value}
                  value={option.value}
                  label={option.label}
                  disabled={option.isDisabled}
                  className="popup-item pr-8 relative"
                >
                  <span className="flex min-w-0 flex-col">
                    <Base.ItemText>{option.label}</Base.ItemText>
                    {option.hint !== undefined && <span className="text-xs text-subtle">{option.hint}</span>}
                  </span>
                  <Base.ItemIndicator className="absolute right-2 text-accent">
                    <Check className="size-4" aria-hidden="true" />
                  </Base.ItemIndicator>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
