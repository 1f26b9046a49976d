"use client";

import { clsx } from "clsx";
import { ChevronRight, RefreshCw } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "./button";
import { CodeBlock } from "./code-block";
import { type CodeForm, CodeFormSwitch } from "./code-form-switch";
import { Notice } from "./notice";

type WrittenRequest = { operation: string; json: string; curl: string };

/** Requests that would be sent, folded away until asked for. They are made when it is opened, and again on demand. */
export function RequestDetails({
  size,
  formLabel,
  about,
  requests,
  trouble,
  isLoading,
  onShow,
  children,
}: {
  /** `md` in a page of its own, `sm` in a panel. */
  size: "sm" | "md";
  /** Accessible name of the choice between JSON and cURL. */
  formLabel: string;
  /** Beside the title. */
  about?: ReactNode;
  requests: readonly WrittenRequest[];
  /** Why there is nothing to show; null where there is. */
  trouble: { tone: "warning" | "danger"; title?: string; sentence: string } | null;
  isLoading: boolean;
  onShow: () => void;
  children?: ReactNode;
}) {
  const [form, setForm] = useState<CodeForm>("json");
  const isSmall = size === "sm";
  return (
    <details
      onToggle={(event) => event.currentTarget.open && onShow()}
      className={clsx("group/preview border-t border-line", isSmall ? "pt-3" : "pt-4")}
    >
      <summary
        className={clsx(
          "flex w-fit items-center gap-1.5 rounded-sm py-1 select-none",
          isSmall ? "text-sm font-medium" : "text-base font-semibold",
        )}
      >
        <ChevronRight
          aria-hidden="true"
          className="size-4 text-subtle transition-transform group-open/preview:rotate-90"
        />
        Show request
        {about !== undefined && <span className="text-sm font-normal text-muted">{about}</span>}
      </summary>
      <div className={clsx("flex flex-col", isSmall ? "mt-2 gap-2" : "mt-3 gap-3")}>
        <div className="flex flex-wrap items-center justify-between gap-2">
          <CodeFormSwitch label={formLabel} value={form} onValueChange={setForm} />
          <Button
            size="sm"
            icon={isSmall ? undefined : <RefreshCw aria-hidden="true" />}
            isLoading={isLoading}
            onClick={onShow}
          >
            Bring up to date
          </Button>
        </div>
        {trouble === null ? (
          requests.map(({ operation, json, curl }) => (
            <CodeBlock key={operation} title={operation} code={form === "json" ? json : curl} />
          ))
        ) : (
          <Notice tone={trouble.tone} title={trouble.title} isAlert>
            {trouble.sentence}
          </Notice>
        )}
        {children}
      </div>
    </details>
  );
}
