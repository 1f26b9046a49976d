"use client";

import { useMemo } from "react";
import { lint } from "@/lib/layout-editor/lints";
import { StatusDot } from "../ui/status";
import { useDocument, useEditor } from "./editor-context";

/** What is wrong or doubtful with the layout; a press selects the regions it is about. */
export function LintList() {
  const store = useEditor();
  const document = useDocument();
  const lints = useMemo(() => lint(document), [document]);
  return (
    <div className="mt-auto border-t border-line p-3">
      <h2 className="text-xs font-semibold">Checks</h2>
      {lints.length === 0 ? (
        <p className="mt-1 flex items-center gap-1.5 text-xs text-muted">
          <StatusDot tone="ok" /> Nothing to mend
        </p>
      ) : (
        <ul className="mt-1 flex flex-col gap-0.5">
          {lints.map(({ code, level, message, regionIds }, index) => (
            <li key={`${code} ${index}`}>
              <button
                type="button"
                onClick={() => store.select(regionIds)}
                disabled={regionIds.length === 0}
                className="flex min-h-6 w-full items-start gap-1.5 rounded-sm px-1 py-0.5 text-left text-xs text-pretty text-muted enabled:hover:bg-hover enabled:hover:text-fg"
              >
                <StatusDot tone={level === "block" ? "danger" : "warning"} className="mt-0.75" />
                <span>
                  <span className="sr-only">{level === "block" ? "Must be mended: " : "Doubtful: "}</span>
                  {message}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
