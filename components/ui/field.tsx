"use client";

import { clsx } from "clsx";
import { createContext, type ReactNode, use, useId } from "react";

/** What a control inside a `Field` takes over: its id and where its hint and error are. */
export type FieldControl = {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
  "aria-required": true | undefined;
};

const FieldContext = createContext<FieldControl | null>(null);

/** The wiring of the surrounding `Field`; empty outside one. Own props of a control win over it. */
export function useFieldControl(): Partial<FieldControl> {
  return use(FieldContext) ?? {};
}

type FieldProps = {
  label: ReactNode;
  /** What to enter and in which range, shown before anything is wrong. */
  hint?: ReactNode;
  /** What is wrong and what would be right; replaces nothing, stands below the hint. */
  error?: string;
  isRequired?: boolean;
  /** Shown at the right of the label: a link, a counter, "optional". */
  aside?: ReactNode;
  isLabelHidden?: boolean;
  className?: string;
  children: ReactNode;
};

/** Label, control, hint and error of one input, tied together by ids. The control inside picks them up by itself. */
export function Field({ label, hint, error, isRequired, aside, isLabelHidden, className, children }: FieldProps) {
  const id = useId();
  const described = [hint === undefined ? null : `${id}-hint`, error === undefined ? null : `${id}-error`];
  const control: FieldControl = {
    id,
    "aria-describedby": described.filter(Boolean).join(" ") || undefined,
    "aria-invalid": error === undefined ? undefined : true,
    "aria-required": isRequired || undefined,
  };
  return (
    <div className={clsx("flex min-w-0 flex-col gap-1.5", className)}>
      <div className={clsx("flex items-baseline justify-between gap-3", isLabelHidden && "sr-only")}>
        <label htmlFor={id} className="text-sm font-medium text-fg">
          {label}
        </label>
        {aside !== undefined && <span className="text-xs text-subtle">{aside}</span>}
      </div>
      <FieldContext value={control}>{children}</FieldContext>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-xs text-subtle">
          {hint}
        </p>
      )}
      <FieldError id={`${id}-error`} message={error} />
    </div>
  );
}

/**
 * A question answered by several controls (radio cards, check boxes): the same look with `fieldset` and `legend`, which
 * is how assistive technology ties them together.
 */
export function FieldGroup({ label, hint, error, isLabelHidden, className, children }: FieldProps) {
  const id = useId();
  const described = [hint === undefined ? null : `${id}-hint`, error === undefined ? null : `${id}-error`];
  return (
    <fieldset
      className={clsx("flex min-w-0 flex-col", className)}
      aria-describedby={described.filter(Boolean).join(" ") || undefined}
    >
      <legend className={clsx("mb-1.5 text-sm font-medium text-fg", isLabelHidden && "sr-only")}>{label}</legend>
      {children}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="mt-1.5 text-xs text-subtle">
          {hint}
        </p>
      )}
      <FieldError id={`${id}-error`} message={error} className="mt-1.5" />
    </fieldset>
  );
}

function FieldError({ id, message, className }: { id: string; message: string | undefined; className?: string }) {
  if (message === undefined) return null;
  return (
    <p id={id} className={clsx("flex gap-1.5 text-xs font-medium text-danger", className)}>
      <svg viewBox="0 0 12 12" aria-hidden="true" className="mt-0.5 size-3 shrink-0">
        <circle cx="6" cy="6" r="5.2" fill="none" stroke="currentColor" strokeWidth="1.4" />
        <path d="M6 3v3.4M6 8.6v.2" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
      </svg>
      {message}
    </p>
  );
}
