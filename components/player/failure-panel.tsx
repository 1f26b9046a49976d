"use client";

import { RotateCw } from "lucide-react";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy";
import { corsRule, type MediaFailure } from "./media-failure";

/** Why it does not play, over the picture: what happened, what it means, what to do. */
export function FailurePanel({ failure, onRetry }: { failure: MediaFailure; onRetry: () => void }) {
  return (
    <div
      role="alert"
      className="absolute inset-0 flex flex-col items-center justify-center gap-3 overflow-y-auto bg-panel p-6 text-center"
    >
      <div className="max-w-104">
        <p className="text-base font-semibold text-balance">{failure.title}</p>
        <p className="mt-1 text-sm text-pretty text-muted">{failure.meaning}</p>
        {failure.code !== undefined && <p className="mt-1 font-mono text-2xs text-subtle">{failure.code}</p>}
      </div>
      <div className="flex flex-wrap justify-center gap-2">
        <Button size="sm" icon={<RotateCw />} onClick={onRetry}>
          Try again
        </Button>
        {failure.kind === "cors" && (
          <CopyButton text={() => corsRule(window.location.origin)}>Copy the CORS rule</CopyButton>
        )}
      </div>
    </div>
  );
}
