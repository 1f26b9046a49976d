"use client";

import { signIn } from "next-auth/react";
import { SignInForm, type SignInOutcome } from "@/components/accounts/sign-in-form";
import { signInErrors } from "@/lib/auth/sign-in-errors";
import type { SignInInput } from "@/lib/features/accounts/schema";

/** Signs in and leaves by a full load, so that nothing of the page before it stays. */
export function SignIn({ callbackUrl }: { callbackUrl: string }) {
  const onSignIn = async ({ email, password }: SignInInput): Promise<SignInOutcome> => {
    try {
      const result = await signIn("credentials", { redirect: false, email, password });
      if (result?.ok) {
        window.location.assign(callbackUrl);
        return { kind: "signedIn" };
      }
      return outcomeOf(result?.error ?? null);
    } catch {
      return { kind: "unavailable" }; // The network or the console is away; what was typed may be right.
    }
  };
  return <SignInForm onSignIn={onSignIn} />;
}

function outcomeOf(error: string | null): SignInOutcome {
  if (error === signInErrors.refused) return { kind: "refused" };
  if (!error?.startsWith(signInErrors.wait)) return { kind: "unavailable" };
  const waitMs = Number.parseInt(error.slice(signInErrors.wait.length), 10);
  return Number.isNaN(waitMs) ? { kind: "wait" } : { kind: "wait", waitMs };
}
