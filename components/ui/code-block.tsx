"use client";

import { clsx } from "clsx";
import { CopyButton } from "./copy";

/** Text for machines, shown as it is, with a button that copies it. */
export function CodeBlock({ code, title, className }: { code: string; title?: string; className?: string }) {
  return (
    <figure className={clsx("overflow-hidden rounded-md border border-line bg-inset", className)}>
      <figcaption className="flex h-9 items-center justify-between gap-2 border-b border-line pr-1 pl-3 text-xs text-subtle coarse:h-12">
        <span className="truncate">{title}</span>
        <CopyButton variant="ghost" text={code} />
      </figcaption>
      {/* Long lines must be scrollable from the keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre tabIndex={0} className="max-h-96 overflow-auto p-3 text-xs leading-5 focus-visible:-outline-offset-2">
        <code>{code}</code>
      </pre>
    </figure>
  );
}
