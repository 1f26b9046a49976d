import { clsx } from "clsx";
import { ChevronsUpDown } from "lucide-react";
import type { ReactNode } from "react";
import { useFieldControl } from "./field";
import { controlClass } from "./input";
import type { SelectProps } from "./select";

/**
 * What every select looks like. `Select` and `SearchSelect` take their behaviour from two different primitives, and stand
 * in for it until its code has arrived; the look is here once.
 */
type Look = Pick<SelectProps<string>, "size" | "className">;

export function selectTriggerClass({ size, className }: Look): string {
  return clsx(controlClass(size), "flex items-center justify-between gap-2 text-left", className);
}

/** Props of the closed control: tied to the `Field` around it, if there is one. */
export function useSelectTrigger(given: Look & Pick<SelectProps<string>, "id" | "ref" | "aria-label">) {
  const field = useFieldControl();
  return {
    ...field,
    id: given.id ?? field.id,
    ref: given.ref,
    "aria-label": given["aria-label"],
    className: selectTriggerClass(given),
  };
}

export function SelectArrows() {
  return <ChevronsUpDown className="size-3.5 shrink-0 text-subtle" aria-hidden="true" />;
}

export const optionClass = "popup-item relative pr-8";

export const optionTickClass = "absolute right-2 text-accent";

/** A row of the list: its label, and below it a hint. */
export function OptionText({ label, hint }: { label: ReactNode; hint: ReactNode }) {
  return (
    <span className="flex min-w-0 flex-col">
      {label}
      {hint !== undefined && <span className="text-xs text-subtle">{hint}</span>}
    </span>
  );
}
