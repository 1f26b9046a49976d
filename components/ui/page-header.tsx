import { clsx } from "clsx";
import { ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

/** The head of a page: where it is, its name with its state, one line about it, what can be done. */
export function PageHeader({
  title,
  status,
  description,
  actions,
  parents,
  className,
}: {
  title: ReactNode;
  /** A `Badge` beside the title. */
  status?: ReactNode;
  description?: ReactNode;
  /** Buttons; the primary one last. */
  actions?: ReactNode;
  /** The pages above, outermost first. */
  parents?: readonly { label: string; href: string }[];
  className?: string;
}) {
  return (
    <header className={clsx("flex flex-wrap items-start justify-between gap-x-6 gap-y-3", className)}>
      <div className="min-w-0 flex-1 basis-80">
        {parents !== undefined && (
          <nav aria-label="Breadcrumb" className="mb-1">
            <ol className="flex items-center gap-1 text-xs text-subtle">
              {parents.map((parent) => (
                <li key={parent.href} className="flex items-center gap-1">
                  <Link href={parent.href} className="-mx-1 flex min-h-6 items-center rounded-sm px-1 hover:text-fg">
                    {parent.label}
                  </Link>
                  <ChevronRight className="size-3" aria-hidden="true" />
                </li>
              ))}
            </ol>
          </nav>
        )}
        <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="min-w-0 text-lg font-semibold tracking-[-0.011em] break-words">{title}</h1>
          {status}
        </div>
        {description !== undefined && <div className="mt-0.5 text-sm text-pretty text-muted">{description}</div>}
      </div>
      {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}

/** The frame of a page inside the shell: one gap between its blocks, one measure at its sides. */
export function Page({ width = "full", children }: { width?: "full" | "form"; children: ReactNode }) {
  return (
    <div className="mx-auto w-full max-w-360 px-4 py-5 sm:px-6">
      {/* A form is narrower and begins at the same edge: headings stay in place from page to page. */}
      <div className={clsx("flex flex-col gap-5", width === "form" && "max-w-190")}>{children}</div>
    </div>
  );
}

/** A block of a page with a heading: hairline, no shadow. `isFlush` lets a table or a list reach its edges. */
export function Panel({
  title,
  description,
  actions,
  isFlush = false,
  className,
  children,
}: {
  title?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  isFlush?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section className={clsx("min-w-0 rounded-lg border border-line bg-panel", className)}>
      {title !== undefined && (
        <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line px-4 py-2">
          <div className="min-w-0">
            <h2 className="text-sm font-semibold">{title}</h2>
            {description !== undefined && <p className="text-xs text-subtle">{description}</p>}
          </div>
          {actions !== undefined && <div className="flex items-center gap-2">{actions}</div>}
        </div>
      )}
      <div className={isFlush ? undefined : "p-4"}>{children}</div>
    </section>
  );
}
