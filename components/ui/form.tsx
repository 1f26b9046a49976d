"use client";

import { clsx } from "clsx";
import {
  type ComponentProps,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useRef,
  useSyncExternalStore,
} from "react";
import {
  type FieldPath,
  type FieldValues,
  FormProvider,
  type SubmitHandler,
  useController,
  useFormContext,
  type UseFormReturn,
} from "react-hook-form";
import { Field, FieldGroup } from "./field";
import { SearchSelect, type SearchSelectProps } from "./search-select";
import { Select, type SelectProps } from "./select";

/**
 * A form of react-hook-form: hands the form to the fields inside, submits on Ctrl/Cmd+Enter from anywhere, asks before
 * the page is left with changes that were not saved. Create the form with `mode: "onTouched"`: messages on blur.
 *
 * Until its script runs it takes no input: what was typed would be lost, and the browser itself would send it, secrets
 * included, as part of an address.
 */
export function Form<Input extends FieldValues, Output extends FieldValues = Input>({
  form,
  onSubmit,
  warnUnsaved = false,
  className,
  children,
  ...rest
}: Omit<ComponentProps<"form">, "onSubmit"> & {
  form: UseFormReturn<Input, unknown, Output>;
  onSubmit: SubmitHandler<Output>;
  warnUnsaved?: boolean;
}) {
  const { isDirty, isSubmitSuccessful } = form.formState;
  const inputs = useRef<HTMLFieldSetElement>(null);
  const isReady = useIsReady(inputs);
  useUnsavedWarning(warnUnsaved && isDirty && !isSubmitSuccessful);
  return (
    <FormProvider {...form}>
      {/* The form hears keys of the controls inside it; it is no control of its own. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <form
        noValidate
        method="post"
        {...rest}
        onKeyDown={submitOnModEnter}
        onMouseDown={keepFocusForPress}
        onSubmit={(event) => {
          // A form in a dialog must not submit the form the dialog was opened from.
          event.stopPropagation();
          void form.handleSubmit(onSubmit)(event);
        }}
        className={clsx("flex flex-col gap-5", className)}
      >
        <fieldset ref={inputs} disabled={!isReady} data-waiting={isReady ? undefined : ""} className="contents">
          {children}
        </fieldset>
      </form>
    </FormProvider>
  );
}

const never = () => () => {};

/** True once the script runs. What the server's HTML wanted focused gets it then: it was disabled before. */
function useIsReady(inputs: RefObject<HTMLFieldSetElement | null>): boolean {
  const isReady = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  useEffect(() => {
    if (isReady) inputs.current?.querySelector<HTMLElement>("[autofocus]")?.focus();
  }, [isReady, inputs]);
  return isReady;
}

/**
 * The field keeps the focus while a button or link of the form is pressed: a message that its loss brings would push what
 * is pressed away from under the pointer, and nothing would be pressed.
 */
function keepFocusForPress(event: MouseEvent<HTMLFormElement>): void {
  const { target } = event;
  if (target instanceof Element && target.closest("button[type='submit'], a[href]") !== null) event.preventDefault();
}

function submitOnModEnter(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
}

/** Asks before the tab is closed or reloaded while `isUnsaved`. */
export function useUnsavedWarning(isUnsaved: boolean): void {
  useEffect(() => {
    if (!isUnsaved) return;
    const onBeforeUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", onBeforeUnload);
    return () => window.removeEventListener("beforeunload", onBeforeUnload);
  }, [isUnsaved]);
}

type FormFieldProps<Values extends FieldValues> = Omit<ComponentProps<typeof Field>, "error"> & {
  name: FieldPath<Values>;
  /** The inputs are several (radio cards): `fieldset` instead of `label`. */
  isGroup?: boolean;
};

/** A `Field` that shows the error of one input of the form around it. Give the control inside `register(name)`. */
export function FormField<Values extends FieldValues>({ name, isGroup = false, ...rest }: FormFieldProps<Values>) {
  const { getFieldState, formState } = useFormContext<Values>();
  const { error } = getFieldState(name, formState);
  return isGroup ? <FieldGroup {...rest} error={error?.message} /> : <Field {...rest} error={error?.message} />;
}

type Bound<Values extends FieldValues, Props> = Omit<Props, "value" | "onValueChange" | "onBlur" | "name" | "ref"> & {
  name: FieldPath<Values>;
};

/** A `Select` bound to one input of the form around it. */
export function FormSelect<Values extends FieldValues>({ name, ...rest }: Bound<Values, SelectProps<string>>) {
  return <Select {...rest} {...useBound<Values>(name)} />;
}

/** A `SearchSelect` bound to one input of the form around it. */
export function FormSearchSelect<Values extends FieldValues>({
  name,
  ...rest
}: Bound<Values, SearchSelectProps<string>>) {
  return <SearchSelect {...rest} {...useBound<Values>(name)} />;
}

function useBound<Values extends FieldValues>(name: FieldPath<Values>) {
  const { control } = useFormContext<Values>();
  const { field } = useController({ control, name });
  return { ref: field.ref, value: field.value ?? null, onValueChange: field.onChange, onBlur: field.onBlur };
}

/**
 * Puts the server's sentences at their fields and moves the focus to the first.
 * @param fields dotted input path to sentence
 * @returns the sentences whose path is no input of the form: show them in a `Notice`
 */
export function showServerErrors<Values extends FieldValues, Output extends FieldValues = Values>(
  form: UseFormReturn<Values, unknown, Output>,
  fields: Readonly<Record<string, string>>,
): string[] {
  const known = new Set(Object.keys(form.getValues()));
  const strays: string[] = [];
  let isFirst = true;
  for (const [path, message] of Object.entries(fields)) {
    if (!known.has(path.split(".")[0] ?? "")) {
      strays.push(message);
      continue;
    }
    // The server's paths are those of the schema the form was made from; the check above keeps others out.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    form.setError(path as FieldPath<Values>, { type: "server", message }, { shouldFocus: isFirst });
    isFirst = false;
  }
  return strays;
}

/**
 * Says why the server refused what the form sent: at its fields, as far as it has them.
 * @returns what to show in a `Notice`; null where the fields say everything
 */
export function showRefusal<Values extends FieldValues, Output extends FieldValues = Values>(
  form: UseFormReturn<Values, unknown, Output>,
  { message, fields }: { message: string; fields: Readonly<Record<string, string>> },
): string | null {
  const strays = showServerErrors(form, fields);
  return Object.keys(fields).length === strays.length ? (strays[0] ?? message) : null;
}

/** A titled part of a long form: name and explanation at the left, inputs at the right, hairline between parts. */
export function FormSection({
  title,
  description,
  children,
}: {
  title: ReactNode;
  description?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="grid gap-x-10 gap-y-4 border-t border-line pt-5 first:border-t-0 first:pt-0 lg:grid-cols-[14rem_minmax(0,1fr)]">
      <div>
        <h2 className="text-base font-semibold">{title}</h2>
        {description !== undefined && <div className="mt-1 text-sm text-pretty text-muted">{description}</div>}
      </div>
      <div className="flex min-w-0 flex-col gap-5">{children}</div>
    </section>
  );
}

/** The buttons at the end of a form. */
export function FormActions({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center justify-end gap-2 border-t border-line pt-4">{children}</div>;
}
