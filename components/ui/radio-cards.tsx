"use client";

import { clsx } from "clsx";
import { type ComponentProps, type ReactNode, useId } from "react";

export type RadioCardOption<Value extends string> = {
  value: Value;
  label: ReactNode;
  hint?: ReactNode;
  /** A small picture above the words. */
  figure?: ReactNode;
  isDisabled?: boolean;
};

type RadioInput = Omit<ComponentProps<"input">, "type" | "value" | "defaultValue" | "onChange" | "size" | "className">;

type RadioCardsProps<Value extends string> = {
  options: readonly RadioCardOption<Value>[];
  /** Controlled value; leave out when the inputs come from `register()`. */
  value?: Value;
  onValueChange?: (value: Value) => void;
  /** Spread of `register(name)` for uncontrolled use, or just `{ name }`. */
  inputProps?: RadioInput & { onChange?: ComponentProps<"input">["onChange"] };
  columns?: 1 | 2 | 3 | 4;
  className?: string;
};

const grids = { 1: "", 2: "sm:grid-cols-2", 3: "sm:grid-cols-3", 4: "grid-cols-2 lg:grid-cols-4" };

/** One choice of a few, each explained. Stands inside a `FieldGroup`; arrows move between native radio inputs. */
export function RadioCards<Value extends string>({
  options,
  value,
  onValueChange,
  inputProps,
  columns = 2,
  className,
}: RadioCardsProps<Value>) {
  const ownName = useId();
  const id = useId();
  return (
    <div className={clsx("grid gap-2", grids[columns], className)}>
      {options.map((option) => (
        <label
          key={option.value}
          className={clsx(
            "control relative flex gap-2.5 border-line-strong p-3",
            "has-checked:border-accent has-checked:bg-accent-soft",
            option.isDisabled && "opacity-50",
            option.figure !== undefined && "flex-col",
          )}
        >
          {option.figure}
          <span className="flex min-w-0 gap-2.5">
            <input
              name={ownName}
              {...inputProps}
              type="radio"
              value={option.value}
              disabled={option.isDisabled}
              aria-describedby={option.hint === undefined ? undefined : `${id}-${option.value}`}
              {...(value !== undefined && { checked: value === option.value })}
              onChange={(event) => {
                onValueChange?.(option.value);
                inputProps?.onChange?.(event);
              }}
              className="mt-0.5 size-4 shrink-0 appearance-none rounded-full border border-control bg-inset checked:border-[5px] checked:border-accent-solid checked:bg-on-solid focus-visible:outline-none"
            />
            <span className="flex min-w-0 flex-col">
              <span className="text-base font-medium">{option.label}</span>
              {option.hint !== undefined && (
                <span id={`${id}-${option.value}`} className="text-xs text-muted">
                  {option.hint}
                </span>
              )}
            </span>
          </span>
        </label>
      ))}
    </div>
  );
}

/** One choice of two to five short words, always visible: views, ranges, small settings. */
export function Segmented<Value extends string>({
  label,
  options,
  value,
  onValueChange,
  size = "md",
  className,
}: {
  /** Accessible name of the group. */
  label: string;
  options: readonly { value: Value; label: ReactNode; isDisabled?: boolean }[];
  value: Value;
  onValueChange: (value: Value) => void;
  size?: "sm" | "md";
  className?: string;
}) {
  const name = useId();
  return (
    <fieldset
      className={clsx("inline-flex w-fit shrink-0 rounded-md border border-line-strong bg-canvas p-0.5", className)}
    >
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className={clsx(
            "relative flex items-center justify-center rounded-sm px-2.5 font-medium whitespace-nowrap text-muted",
            "transition-colors duration-100 ease-calm hover:text-fg coarse:min-h-10",
            "has-checked:bg-selected has-checked:text-fg has-focus-visible:outline-2 has-focus-visible:outline-focus",
            "has-disabled:opacity-50",
            size === "sm" ? "h-6 text-xs" : "h-7 text-sm",
          )}
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            disabled={option.isDisabled}
            onChange={() => onValueChange(option.value)}
            className="absolute inset-0 m-0 appearance-none rounded-sm outline-none"
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
