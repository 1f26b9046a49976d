"use client";

import { clsx } from "clsx";
import { ChevronsUpDown } from "lucide-react";
import type { ReactNode, Ref } from "react";
import { type ControlSize, controlClass } from "./input";
import { lazyModule, useLazyModule } from "./lazy-module";

const parts = lazyModule(() => import("./select-parts"));

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
  /** Written as a method, so that a choice of known values is also a choice of strings to the code behind it. */
  onValueChange(this: void, value: Value): void;
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
  const live = useLazyModule(parts, true);
  return live === undefined ? <SelectPlaceholder {...props} /> : <live.LiveSelect {...props} />;
}

export const selectTriggerClass = "flex items-center justify-between gap-2 text-left";

/** The closed control without its behaviour, in server HTML and until its code has arrived: same size, same words. */
export function SelectPlaceholder<Value extends string>({
  options,
  value,
  placeholder = "Choose",
  size,
  className,
}: SelectProps<Value>) {
  const shown = options.find((option) => option.value === value)?.label;
  return (
    <div aria-hidden="true" className={clsx(controlClass(size), selectTriggerClass, className)}>
      <span className={clsx("truncate", shown === undefined && "text-subtle")}>{shown ?? placeholder}</span>
      <ChevronsUpDown className="size-3.5 shrink-0 text-subtle" />
    </div>
  );
}
