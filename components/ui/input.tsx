"use client";

import { clsx } from "clsx";
import { Eye, EyeOff, Search } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { useFieldControl } from "./field";

export type ControlSize = "sm" | "md";

const heights: Record<ControlSize, string> = {
  sm: "h-8 text-sm",
  md: "h-9 text-base",
};

/** The look of a one-line control as a class. */
export function controlClass(size: ControlSize = "md"): string {
  return clsx("control px-2.5 coarse:min-h-11", heights[size]);
}

export type InputProps = Omit<ComponentProps<"input">, "size"> & {
  /** `md` (36 px) in forms, `sm` (32 px) in tool bars. */
  size?: ControlSize;
  /** For ids and keys: the fixed-width face, no spelling help. */
  isMono?: boolean;
};

/** A line of text. Inside a `Field` it needs no id of its own. */
export function Input({ size, isMono = false, className, ...rest }: InputProps) {
  return (
    <input
      {...useFieldControl()}
      {...(isMono && { spellCheck: false, autoCapitalize: "off", autoCorrect: "off" })}
      {...rest}
      className={clsx(controlClass(size), isMono && "font-mono text-sm [font-variant-ligatures:none]", className)}
    />
  );
}

/** Several lines of text. */
export function Textarea({
  isMono = false,
  className,
  rows = 4,
  ...rest
}: ComponentProps<"textarea"> & { isMono?: boolean }) {
  return (
    <textarea
      {...useFieldControl()}
      {...(isMono && { spellCheck: false, autoCapitalize: "off", autoCorrect: "off" })}
      rows={rows}
      {...rest}
      className={clsx(
        "control resize-y px-2.5 py-2 text-base",
        isMono && "font-mono text-sm [font-variant-ligatures:none]",
        className,
      )}
    />
  );
}

/** A secret that can be shown while it is typed. The switch keeps the value, the caret's field and the focus order. */
export function PasswordInput({ size, className, isMono, ...rest }: InputProps) {
  const [isShown, setIsShown] = useState(false);
  return (
    <div className={clsx("relative", className)}>
      <Input
        spellCheck={false}
        autoCapitalize="off"
        autoCorrect="off"
        {...rest}
        size={size}
        isMono={isMono}
        type={isShown ? "text" : "password"}
        className="pr-10"
      />
      <button
        type="button"
        aria-label={isShown ? "Hide what is typed" : "Show what is typed"}
        aria-pressed={isShown}
        onClick={() => setIsShown(!isShown)}
        className="absolute inset-y-0 right-0 flex w-9 items-center justify-center rounded-md text-subtle hover:text-fg focus-visible:-outline-offset-2"
      >
        {isShown ? <EyeOff className="size-4" aria-hidden="true" /> : <Eye className="size-4" aria-hidden="true" />}
      </button>
    </div>
  );
}

/** A field that narrows a list. `label` is its accessible name. */
export function SearchInput({ label, className, size = "sm", ...rest }: InputProps & { label: string }) {
  return (
    <div className={clsx("relative", className)}>
      <Search
        className="pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-subtle"
        aria-hidden="true"
      />
      <Input
        type="search"
        aria-label={label}
        {...rest}
        size={size}
        className="pl-8 [&::-webkit-search-cancel-button]:hidden"
      />
    </div>
  );
}
