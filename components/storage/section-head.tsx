import type { ReactNode } from "react";

/** Name and purpose of a part of the page; at the right what can be done with all of it. */
export function SectionHead({ title, about, children }: { title: string; about: string; children: ReactNode }) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
      <div>
        <h2 className="text-md font-semibold">{title}</h2>
        <p className="text-sm text-muted">{about}</p>
      </div>
      {children}
    </header>
  );
}
