import type { ReactNode } from "react";

/** A titled part of the inspector. */
export function Block({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-2.5 not-first:border-t not-first:border-line not-first:pt-3">
      <div className="flex min-h-6 items-center justify-between gap-2">
        <h2 className="text-xs font-semibold">{title}</h2>
        {aside}
      </div>
      {children}
    </div>
  );
}
