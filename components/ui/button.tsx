import { clsx } from "clsx";
import Link from "next/link";
import type { ComponentProps, MouseEvent, ReactNode } from "react";
import { Spinner } from "./spinner";

export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger" | "danger-quiet";
export type ButtonSize = "sm" | "md" | "lg";

type Look = { variant?: ButtonVariant; size?: ButtonSize; icon?: ReactNode };

/** The look of a button as a class, for triggers of the primitive library. */
export function buttonClass({ variant = "secondary", size = "md" }: Look = {}): string {
  return clsx(
    "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap select-none",
    "transition-colors duration-100 ease-calm coarse:min-h-11 [&_svg]:shrink-0",
    "disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-progress",
    variants[variant],
    sizes[size],
  );
}

const variants: Record<ButtonVariant, string> = {
  primary: "border-transparent bg-accent-solid text-on-solid hover:bg-accent-solid-hover",
  secondary: "border-line-strong bg-panel text-fg hover:bg-hover data-popup-open:bg-hover",
  ghost: "border-transparent text-muted hover:bg-hover hover:text-fg data-popup-open:bg-hover data-popup-open:text-fg",
  danger: "border-transparent bg-danger-solid text-on-solid hover:bg-danger-solid-hover",
  "danger-quiet": "border-line-strong bg-panel text-danger hover:border-danger hover:bg-danger-soft",
};

const sizes: Record<ButtonSize, string> = {
  sm: "h-7 px-2 text-xs [&_svg]:size-3.5",
  md: "h-8 px-3 text-sm [&_svg]:size-4",
  lg: "h-9 px-4 text-base [&_svg]:size-4",
};

export type ButtonProps = Omit<ComponentProps<"button">, "className"> &
  Look & { isLoading?: boolean; className?: string };

/**
 * A button. `icon` stands before the words. While `isLoading` it keeps its words, its width and the focus, turns a
 * spinner in the icon's place and ignores presses, so a double click is one act.
 */
export function Button({
  variant,
  size,
  icon,
  isLoading = false,
  type = "button",
  onClick,
  className,
  children,
  ...rest
}: ButtonProps) {
  const handleClick = (event: MouseEvent<HTMLButtonElement>) => {
    if (isLoading) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    onClick?.(event);
  };
  return (
    <button
      {...rest}
      // A submit button must stay a submit button while it is busy; only its press is ignored.
      type={type}
      aria-busy={isLoading || undefined}
      aria-disabled={isLoading || rest["aria-disabled"]}
      onClick={handleClick}
      className={clsx(buttonClass({ variant, size }), className)}
    >
      {isLoading ? <Spinner /> : icon}
      {children}
    </button>
  );
}

/** A link that looks like a button: for going somewhere, never for doing something. */
export function ButtonLink({
  variant,
  size,
  icon,
  className,
  children,
  ...rest
}: Omit<ComponentProps<typeof Link>, "className"> & Look & { className?: string }) {
  return (
    <Link {...rest} className={clsx(buttonClass({ variant, size }), className)}>
      {icon}
      {children}
    </Link>
  );
}
