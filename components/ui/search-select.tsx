"use client";

import { lazyModule, useLazyModule } from "./lazy-module";
import type { SelectProps } from "./select";
import { SelectPlaceholder } from "./select-placeholder";

const parts = lazyModule(() => import("./search-select-parts"));

export type SearchSelectProps<Value extends string> = SelectProps<Value> & {
  /** What the search field asks for. */
  searchPlaceholder?: string;
  /** Said when nothing matches. */
  emptyText?: string;
};

/** One of a long closed list, found by typing. Same props as `Select`. */
export function SearchSelect<Value extends string>(props: SearchSelectProps<Value>) {
  const live = useLazyModule(parts, true);
  return live === undefined ? <SelectPlaceholder {...props} /> : <live.LiveSearchSelect {...props} />;
}
