"use client";

import { RotateCw } from "lucide-react";
import { ReadError } from "@/lib/actions/read-json";
import { Button, ButtonLink } from "../ui/button";
import { ErrorState } from "../ui/states";

/** A view that could not be read: why, and the button that helps. */
export function ReadFailure({ error, title, onRetry }: { error: Error; title: string; onRetry: () => void }) {
  const read = error instanceof ReadError ? error : null;
  const isSignedOut = read?.status === 401;
  return (
    <ErrorState
      title={isSignedOut ? "You are signed out" : title}
      meaning={`${error.message} Recordings are not affected: the engine that makes them runs apart from these pages.`}
      action={
        isSignedOut ? (
          <ButtonLink href="/sign-in" variant="primary">
            Sign in
          </ButtonLink>
        ) : (
          <Button icon={<RotateCw aria-hidden="true" />} onClick={onRetry}>
            Try again
          </Button>
        )
      }
      details={{ code: read?.code, requestId: read?.requestId }}
    />
  );
}
