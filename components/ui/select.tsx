"use client";

import { Select as Base } from "@base-ui/react/select";
import { clsx } from "clsx";
import { Check, ChevronsUpDown } from "lucide-react";
import type { ReactNode, Ref } from "react";
import { useFieldControl } from "./field";
import { Hydrated } from "./hydrated";
import { type ControlSize, controlClass } from "./input";

export type SelectOption<Value extends string> = {
  value: Value;
  /** Words in the list and in the closed control; also what typing jumps to. */
  label: string;
  hint?: ReactNode;
  isDisabled?: boolean;
};

export type SelectProps<Value extends string> = {
  options: readonly SelectOption<Value>[];
  value: Value | null;
  onValueChange: (value: Value) => void;
  onBlur?: () => void;
  placeholder?: string;
  size?: ControlSize;
  isDisabled?: boolean;
  name?: string;
  /** Accessible name where no `Field` gives one. */
  "aria-label"?: string;
  id?: string;
  ref?: Ref<HTMLButtonElement>;
  className?: string;
};

/** One of a closed list, up to about fifteen; longer lists take `SearchSelect`. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { options, value, placeholder = "Choose", size } = props;
  const shown = options.find((option) => option.value === value)?.label;
  return (
    <Hydrated
      fallback={
        <div aria-hidden="true" className={clsx(controlClass(size), triggerClass, props.className)}>
          <span className={clsx("truncate", shown === undefined && "text-subtle")}>{shown ?? placeholder}</span>
          <ChevronsUpDown className="size-3.5 shrink-0 text-subtle" />
        </div>
      }
    >
      <LiveSelect {...props} />
    </Hydrated>
  );
}

const triggerClass = "flex items-center justify-between gap-2 text-left";

function LiveSelect<Value extends string>({
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
}: SelectProps<Value>) {
  const field = useFieldControl();
  return (
    <Base.Root<Value>
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
        className={clsx(controlClass(size), triggerClass, className)}
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
