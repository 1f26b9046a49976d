import { clsx } from "clsx";
import { ArrowDown, ArrowUp } from "lucide-react";
import type { ComponentProps, ReactNode, Ref } from "react";

/**
 * A dense table with a heading that stays. `label` is its accessible name. The frame scrolls sideways on narrow screens
 * and, where `className` limits its height, downwards too.
 */
export function Table({
  label,
  className,
  frameRef,
  children,
}: {
  label: string;
  className?: string;
  frameRef?: Ref<HTMLElement>;
  children: ReactNode;
}) {
  return (
    <section
      ref={frameRef}
      aria-label={label}
      // A table wider than the screen must be scrollable from the keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={clsx(
        "relative overflow-auto rounded-lg border border-line bg-panel focus-visible:-outline-offset-2",
        className,
      )}
    >
      <table aria-label={label} className="w-full border-separate border-spacing-0 text-sm">
        {children}
      </table>
    </section>
  );
}

export function TableHead({ children }: { children: ReactNode }) {
  return (
    <thead>
      <tr>{children}</tr>
    </thead>
  );
}

type SortState = "ascending" | "descending" | "none";

/** A heading. With `onSort` it is a button that says the present order. */
export function HeadCell({
  sort,
  onSort,
  isNumeric = false,
  isHidden = false,
  isPinned = false,
  className,
  children,
}: {
  sort?: SortState;
  onSort?: () => void;
  isNumeric?: boolean;
  /** For columns whose content speaks for itself: read out, not shown. */
  isHidden?: boolean;
  isPinned?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    <th
      scope="col"
      aria-sort={sort}
      className={clsx(
        "sticky top-0 z-10 h-8 border-b border-line bg-panel px-3 text-xs font-medium whitespace-nowrap text-subtle first:rounded-tl-lg last:rounded-tr-lg",
        isNumeric ? "text-right" : "text-left",
        isPinned && "right-0 z-20",
        className,
      )}
    >
      {onSort === undefined ? (
        <span className={isHidden ? "sr-only" : undefined}>{children}</span>
      ) : (
        <button
          type="button"
          onClick={onSort}
          className="-mx-1 inline-flex min-h-6 items-center gap-1 rounded-sm px-1 hover:text-fg coarse:min-h-11"
        >
          {children}
          {sort === "ascending" && <ArrowUp className="size-3" aria-hidden="true" />}
          {sort === "descending" && <ArrowDown className="size-3" aria-hidden="true" />}
        </button>
      )}
    </th>
  );
}

/** A row of 36 px. `isActive` is where the keyboard is, `isSelected` what acts will apply to. */
export function Row({
  isActive = false,
  isSelected,
  className,
  ...rest
}: ComponentProps<"tr"> & { isActive?: boolean; isSelected?: boolean }) {
  return (
    <tr
      {...rest}
      aria-selected={isSelected}
      data-active={isActive || undefined}
      className={clsx(
        "group/row focus-visible:-outline-offset-2 [&:last-child>td]:border-b-0",
        isSelected ? "bg-selected" : "hover:bg-hover",
        className,
      )}
    />
  );
}

/** With a fade at its left, so that what scrolls below it does not seem cut off. */
const pinnedClass = clsx(
  "sticky right-0 w-0 bg-panel group-hover/row:bg-hover group-aria-selected/row:bg-selected",
  "before:pointer-events-none before:absolute before:inset-y-0 before:-left-5 before:w-5 before:bg-linear-to-r before:from-transparent before:to-panel",
  "group-hover/row:before:to-hover group-aria-selected/row:before:to-selected",
);

/** `isPinned` keeps the last column, the one with the row's buttons, in sight while the others scroll below it. */
export function Cell({
  isNumeric = false,
  isPinned = false,
  className,
  ...rest
}: Omit<ComponentProps<"td">, "align"> & { isNumeric?: boolean; isPinned?: boolean }) {
  return (
    <td
      {...rest}
      className={clsx(
        "h-9 border-b border-line px-3 py-1 whitespace-nowrap coarse:h-11",
        isNumeric && "text-right tabular-nums",
        isPinned && pinnedClass,
        className,
      )}
    />
  );
}
