"use client";

import { Combobox } from "@base-ui/react/combobox";
import { clsx } from "clsx";
import { Check, Search } from "lucide-react";
import type { SearchSelectProps } from "./search-select";
import type { SelectOption } from "./select";
import { optionClass, OptionText, optionTickClass, SelectArrows, useSelectTrigger } from "./select-shape";

/** The control, its search field and its list. */
export function LiveSearchSelect({
  options,
  value,
  onValueChange,
  onBlur,
  placeholder = "Choose",
  searchPlaceholder = "Search",
  emptyText = "Nothing matches.",
  isDisabled,
  name,
  ...rest
}: SearchSelectProps<string>) {
  const trigger = useSelectTrigger(rest);
  const chosen = options.find((option) => option.value === value) ?? null;
  return (
    <Combobox.Root<SelectOption<string>>
      items={options}
      value={chosen}
      onValueChange={(next) => next !== null && onValueChange(next.value)}
      onOpenChange={(isOpen) => !isOpen && onBlur?.()}
      isItemEqualToValue={(a, b) => a.value === b.value}
      disabled={isDisabled}
      name={name}
    >
      <Combobox.Trigger {...trigger}>
        <span className={clsx("truncate", chosen === null && "text-subtle")}>{chosen?.label ?? placeholder}</span>
        <SelectArrows />
      </Combobox.Trigger>
      <Combobox.Portal>
        <Combobox.Positioner sideOffset={4} align="start" className="z-50">
          <Combobox.Popup
            className="popup w-max max-w-(--available-width) min-w-(--anchor-width)"
            aria-label={trigger["aria-label"] ?? placeholder}
          >
            <div className="flex items-center gap-2 border-b border-line px-3">
              <Search className="size-3.5 shrink-0 text-subtle" aria-hidden="true" />
              <Combobox.Input
                placeholder={searchPlaceholder}
                className="h-9 w-full bg-transparent text-sm outline-none coarse:min-h-11"
              />
            </div>
            <Combobox.Empty>
              <p className="px-3 py-4 text-sm text-subtle">{emptyText}</p>
            </Combobox.Empty>
            <Combobox.List className="max-h-[min(20rem,calc(var(--available-height)-2.5rem))] overflow-y-auto p-1 empty:p-0">
              {(option: SelectOption<string>) => (
                <Combobox.Item key={option.value} value={option} disabled={option.isDisabled} className={optionClass}>
                  <OptionText label={<span>{option.label}</span>} hint={option.hint} />
                  <Combobox.ItemIndicator className={optionTickClass}>
                    <Check className="size-4" aria-hidden="true" />
                  </Combobox.ItemIndicator>
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}
