import { clsx } from "clsx";
import { CircleX } from "lucide-react";
import type { ReactNode } from "react";
import { CopyId } from "./copy";

/** An empty view teaches its first step: what will be here, and the button that begins. */
export function EmptyState({
  icon,
  title,
  children,
  action,
  className,
}: {
  icon?: ReactNode;
  title: string;
  /** One or two sentences. */
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  return (
    <div
      className={clsx(
        "flex flex-col items-center rounded-lg border border-dashed border-line-strong px-6 py-14 text-center",
        className,
      )}
    >
      {icon !== undefined && (
        <span className="mb-4 flex size-10 items-center justify-center rounded-lg border border-line bg-panel text-subtle [&_svg]:size-5">
          {icon}
        </span>
      )}
      <h2 className="text-md font-semibold text-balance">{title}</h2>
      {children !== undefined && <div className="mt-1 max-w-104 text-base text-pretty text-muted">{children}</div>}
      {action !== undefined && <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}

/** What support needs: the machine's code, the request, the raw words. */
export type ErrorDetails = { code?: string; requestId?: string; raw?: string };

/**
 * A view that could not be shown: what happened, what it means for the work, what to do, with the button that does it.
 * The code and the request id are one click away.
 */
export function ErrorState({
  title,
  meaning,
  action,
  details,
  className,
}: {
  /** What happened. */
  title: string;
  /** What it means (for the recording, for what was entered) and what to do. */
  meaning?: ReactNode;
  action?: ReactNode;
  details?: ErrorDetails;
  className?: string;
}) {
  return (
    <div role="alert" className={clsx("rounded-lg border border-line bg-panel p-5", className)}>
      <div className="flex gap-3">
        <CircleX className="mt-0.5 size-5 shrink-0 text-danger" aria-hidden="true" />
        <div className="min-w-0 flex-1">
          <h2 className="text-md font-semibold text-balance">{title}</h2>
          {meaning !== undefined && <div className="mt-1 max-w-160 text-base text-pretty text-muted">{meaning}</div>}
          {action !== undefined && <div className="mt-4 flex flex-wrap gap-2">{action}</div>}
          {details !== undefined && <TechnicalDetails {...details} />}
        </div>
      </div>
    </div>
  );
}

/** The raw code and request id, folded away. */
export function TechnicalDetails({ code, requestId, raw }: ErrorDetails) {
  if (code === undefined && requestId === undefined && raw === undefined) return null;
  return (
    <details className="mt-4 text-xs text-subtle">
      <summary className="w-fit rounded-sm py-1 select-none hover:text-fg">Technical details</summary>
      <dl className="mt-1 grid w-fit grid-cols-[auto_1fr] items-center gap-x-4 gap-y-1">
        {code !== undefined && (
          <>
            <dt>Code</dt>
            <dd className="font-mono text-muted">{code}</dd>
          </>
        )}
        {requestId !== undefined && (
          <>
            <dt>Request id</dt>
            <dd>
              <CopyId value={requestId} label="Request id" isWhole />
            </dd>
          </>
        )}
      </dl>
      {raw !== undefined && (
        <pre className="mt-2 max-h-48 overflow-auto rounded-md border border-line bg-inset p-2 font-mono break-words whitespace-pre-wrap text-muted">
          {raw}
        </pre>
      )}
    </details>
  );
}
