"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { signInInput, type SignInInput } from "@/lib/features/accounts/schema";
import { Button } from "../ui/button";
import { Form, FormField } from "../ui/form";
import { Input, PasswordInput } from "../ui/input";
import { Notice } from "../ui/notice";

/**
 * How a sign-in ended. `refused` does not say which of the two was wrong; `wait` comes after many attempts;
 * `unavailable` is a fault of ours or of the network.
 */
export type SignInOutcome =
  | { kind: "signedIn" }
  | { kind: "refused" }
  | { kind: "wait"; waitMs?: number }
  | { kind: "unavailable" };

/**
 * E-mail and password.
 * @param onSignIn does it; it must not throw. After `signedIn` the form stays busy until the page is left.
 */
export function SignInForm({ onSignIn }: { onSignIn: (input: SignInInput) => Promise<SignInOutcome> }) {
  const form = useForm<SignInInput>({
    resolver: zodResolver(signInInput),
    // Leaving an empty field on the way to another is no mistake yet.
    mode: "onSubmit",
    defaultValues: { email: "", password: "" },
  });
  const [outcome, setOutcome] = useState<SignInOutcome | null>(null);
  const isBusy = form.formState.isSubmitting || outcome?.kind === "signedIn";

  const submit = async (input: SignInInput) => {
    setOutcome(null);
    const next = await onSignIn(input);
    setOutcome(next);
    if (next.kind === "refused") form.setFocus("password", { shouldSelect: true });
  };

  return (
    <Form form={form} onSubmit={submit} aria-label="Sign in" className="gap-4">
      {outcome !== null && outcome.kind !== "signedIn" && (
        <Notice tone={outcome.kind === "refused" ? "danger" : "warning"} isAlert>
          {sentenceOf(outcome)}
        </Notice>
      )}
      <FormField<SignInInput> name="email" label="E-mail">
        <Input
          {...form.register("email")}
          type="email"
          autoComplete="username"
          // The only thing to do on this page.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          spellCheck={false}
          autoCapitalize="off"
        />
      </FormField>
      <FormField<SignInInput> name="password" label="Password">
        <PasswordInput {...form.register("password")} autoComplete="current-password" />
      </FormField>
      <Button type="submit" variant="primary" size="lg" isLoading={isBusy} className="mt-1 w-full">
        Sign in
      </Button>
    </Form>
  );
}

function sentenceOf(outcome: Exclude<SignInOutcome, { kind: "signedIn" }>): string {
  switch (outcome.kind) {
    case "refused":
      return "The e-mail address or the password is wrong.";
    case "wait":
      return outcome.waitMs === undefined
        ? "Too many attempts. Wait a few minutes, then try again."
        : `Too many attempts. Try again in ${waitWords(outcome.waitMs)}.`;
    case "unavailable":
      return "The console could not check this just now. Nothing is wrong with what you typed; try again.";
  }
}

function waitWords(waitMs: number): string {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  return seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}
