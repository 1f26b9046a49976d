"use client";

import { clsx } from "clsx";
import { type ComponentProps, type ReactNode, type RefCallback, useId } from "react";

type ChoiceProps = Omit<ComponentProps<"input">, "type" | "size" | "ref"> & {
  /** A function, as `register()` gives it. */
  ref?: RefCallback<HTMLInputElement>;
  label: ReactNode;
  hint?: ReactNode;
  /** Hides the words visually; the accessible name stays. */
  isLabelHidden?: boolean;
};

/*
 * Native inputs drawn by CSS: they work before any script has run, take `register()` as they are, and their server HTML
 * carries no style attribute.
 */

/** A yes or no that takes effect with the form. `isMixed` shows the third state of a "select all". */
export function Checkbox({ isMixed = false, ref, ...rest }: ChoiceProps & { isMixed?: boolean }) {
  return (
    <Choice
      {...rest}
      ref={(input) => {
        if (input !== null) input.indeterminate = isMixed;
        return ref?.(input);
      }}
      type="checkbox"
      inputClass="peer size-4 rounded-sm checked:border-accent-solid checked:bg-accent-solid indeterminate:border-accent-solid indeterminate:bg-accent-solid"
      mark={
        <svg
          viewBox="0 0 16 16"
          aria-hidden="true"
          className="pointer-events-none absolute inset-0 size-4 text-on-solid opacity-0 peer-checked:opacity-100 peer-indeterminate:opacity-100"
        >
          <path
            d={isMixed ? "M4.5 8h7" : "M4 8.4 6.8 11 12 5.2"}
            fill="none"
            stroke="currentColor"
            strokeWidth="1.8"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </svg>
      }
    />
  );
}

/** A yes or no that takes effect at once. */
export function Switch(props: ChoiceProps) {
  return (
    <Choice
      {...props}
      type="checkbox"
      // A native check box says itself whether it is checked.
      // oxlint-disable-next-line jsx-a11y/role-has-required-aria-props
      role="switch"
      inputClass="peer h-5 w-9 rounded-full bg-inset checked:border-accent-solid checked:bg-accent-solid"
      mark={
        <span
          aria-hidden="true"
          className="pointer-events-none absolute top-1 left-1 size-3 rounded-full bg-control transition-transform duration-100 ease-calm peer-checked:translate-x-4 peer-checked:bg-on-solid"
        />
      }
    />
  );
}

function Choice({
  label,
  hint,
  isLabelHidden = false,
  inputClass,
  mark,
  className,
  ...rest
}: ChoiceProps & { type: "checkbox"; inputClass: string; mark: ReactNode }) {
  const hintId = useId();
  return (
    <label className={clsx("inline-flex items-start gap-2.5 text-base coarse:min-h-11", className)}>
      <span className="relative mt-0.5 inline-flex shrink-0">
        <input
          {...rest}
          aria-describedby={hint === undefined ? rest["aria-describedby"] : hintId}
          className={clsx(
            "m-0 appearance-none border border-control bg-inset transition-colors duration-100 ease-calm",
            "disabled:cursor-not-allowed disabled:opacity-50",
            inputClass,
          )}
        />
        {mark}
      </span>
      <span className={clsx("flex flex-col", isLabelHidden && "sr-only")}>
        <span>{label}</span>
        {hint !== undefined && (
          <span id={hintId} className="text-xs text-subtle">
            {hint}
          </span>
        )}
      </span>
    </label>
  );
}
