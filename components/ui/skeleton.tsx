import { clsx } from "clsx";

/** A grey block in the shape of what is coming. Give it the size of the real thing, so that nothing jumps. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span aria-hidden="true" className={clsx("block rounded-sm bg-skeleton motion-safe:animate-breathe", className)} />
  );
}

const lengths = ["w-3/5", "w-4/5", "w-2/5", "w-3/4", "w-1/2"];

/** Rows of a table that is loading; goes inside `Table` below the real heading. */
export function SkeletonRows({ columns, rows = 8 }: { columns: number; rows?: number }) {
  return (
    <tbody aria-busy="true">
      {Array.from({ length: rows }, (_, row) => (
        <tr key={row}>
          {Array.from({ length: columns }, (__, column) => (
            <td key={column} className="h-9 border-b border-line px-3 coarse:h-11">
              <Skeleton className={clsx("h-3 max-w-40", lengths[(row + column * 2) % lengths.length])} />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}

/** Says to assistive technology that a view is loading; stands beside its skeleton. */
export function LoadingWords({ children = "Loading" }: { children?: string }) {
  return <output className="sr-only">{children}</output>;
}
