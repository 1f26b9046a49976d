import { clsx } from "clsx";
import type { SelectProps } from "./select";
import { SelectArrows, selectTriggerClass } from "./select-shape";

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
    <div aria-hidden="true" className={selectTriggerClass({ size, className })}>
      <span className={clsx("truncate", shown === undefined && "text-subtle")}>{shown ?? placeholder}</span>
      <SelectArrows />
    </div>
  );
}
