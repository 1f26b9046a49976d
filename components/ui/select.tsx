"use client";

import type { ReactNode, Ref } from "react";
import type { ControlSize } from "./input";
import { lazyModule, useLazyModule } from "./lazy-module";
import { SelectPlaceholder } from "./select-placeholder";

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
