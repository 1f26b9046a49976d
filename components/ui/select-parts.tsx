"use client";

import { Select as Base } from "@base-ui/react/select";
import { Check } from "lucide-react";
import type { SelectProps } from "./select";
import { optionClass, OptionText, optionTickClass, SelectArrows, useSelectTrigger } from "./select-shape";

/** The control and its list. */
export function LiveSelect({
  options,
  value,
  onValueChange,
  onBlur,
  placeholder = "Choose",
  isDisabled,
  name,
  ...rest
}: SelectProps<string>) {
  const trigger = useSelectTrigger(rest);
  return (
    <Base.Root<string>
      items={options.map((option) => ({ value: option.value, label: option.label }))}
      value={value}
      onValueChange={(next) => next !== null && onValueChange(next)}
      onOpenChange={(isOpen) => !isOpen && onBlur?.()}
      disabled={isDisabled}
      name={name}
    >
      <Base.Trigger {...trigger}>
        <Base.Value placeholder={placeholder} className="truncate data-placeholder:text-subtle" />
        <Base.Icon>
          <SelectArrows />
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
                  className={optionClass}
                >
                  <OptionText label={<Base.ItemText>{option.label}</Base.ItemText>} hint={option.hint} />
                  <Base.ItemIndicator className={optionTickClass}>
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
