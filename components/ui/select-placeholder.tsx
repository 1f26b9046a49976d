import { clsx } from "clsx";
import { ChevronsUpDown } from "lucide-react";
import { controlClass } from "./input";
import type { SelectProps } from "./select";

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
