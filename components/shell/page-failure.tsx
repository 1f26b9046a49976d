"use client";

import { RotateCw } from "lucide-react";
import { Button, ButtonLink } from "../ui/button";
import { ErrorState } from "../ui/states";

/** What stands in a page's place when it could not be made. `error` is whatever was thrown; the server hides its words. */
export function PageFailure({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <>
      <h1 className="sr-only">Error</h1>
      <ErrorState
        title="This page could not be shown"
        meaning="Recordings are not affected: the engine that makes them runs apart from these pages. Trying again often helps; if it does not, the code below finds the cause in the console's log."
        action={
          <>
            <Button icon={<RotateCw />} onClick={retry}>
              Try again
            </Button>
            <ButtonLink href="/" variant="ghost">
              Go to the overview
            </ButtonLink>
          </>
        }
        details={{ code: digestOf(error) }}
      />
    </>
  );
}

/** Next's hash of an error that happened on the server: the same stands in its log. */
function digestOf(error: unknown): string {
  const digest = error instanceof Error && "digest" in error ? error.digest : undefined;
  return typeof digest === "string" ? digest : "browser";
}
