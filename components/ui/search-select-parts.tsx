"use client";

import { Combobox } from "@base-ui/react/combobox";
import { clsx } from "clsx";
import { Check, ChevronsUpDown, Search } from "lucide-react";
import { useFieldControl } from "./field";
import { controlClass } from "./input";
import type { SearchSelectProps } from "./search-select";
import type { SelectOption } from "./select";
import { selectTriggerClass } from "./select-placeholder";

/** The control, its search field and its list. */
export function LiveSearchSelect({
  options,
  value,
  onValueChange,
  onBlur,
  placeholder = "Choose",
  searchPlaceholder = "Search",
  emptyText = "Nothing matches.",
  size,
  isDisabled,
  name,
  id,
  ref,
  className,
  "aria-label": ariaLabel,
}: SearchSelectProps<string>) {
  const field = useFieldControl();
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
      <Combobox.Trigger
        {...field}
        id={id ?? field.id}
        ref={ref}
        aria-label={ariaLabel}
        className={clsx(controlClass(size), selectTriggerClass, className)}
      >
        <span className={clsx("truncate", chosen === null && "text-subtle")}>{chosen?.label ?? placeholder}</span>
        <ChevronsUpDown className="size-3.5 shrink-0 text-subtle" aria-hidden="true" />
      </Combobox.Trigger>
      <Combobox.Portal>
        <Combobox.Positioner sideOffset={4} align="start" className="z-50">
          <Combobox.Popup
            className="popup w-max max-w-(--available-width) min-w-(--anchor-width)"
            aria-label={ariaLabel ?? placeholder}
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
                <Combobox.Item
                  key={option.value}
                  value={option}
                  disabled={option.isDisabled}
                  className="popup-item relative pr-8"
                >
                  <span className="flex min-w-0 flex-col">
                    <span>{option.label}</span>
                    {option.hint !== undefined && <span className="text-xs text-subtle">{option.hint}</span>}
                  </span>
                  <Combobox.ItemIndicator className="absolute right-2 text-accent">
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
