"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { changePassword } from "@/lib/features/accounts/actions";
import { passwordLength } from "@/lib/features/accounts/constants";
import { changePasswordInput, type ChangePasswordInput } from "@/lib/features/accounts/schema";
import { Button } from "../ui/button";
import { Form, FormActions, FormField, showRefusal } from "../ui/form";
import { PasswordInput } from "../ui/input";
import { Notice } from "../ui/notice";
import { showToast } from "../ui/toast-store";

/** Replaces one's own password. */
export function ChangePasswordForm() {
  const router = useRouter();
  const [failure, setFailure] = useState<string | null>(null);
  const form = useForm<ChangePasswordInput>({
    resolver: zodResolver(changePasswordInput),
    mode: "onTouched",
    defaultValues: { currentPassword: "", newPassword: "" },
  });
  const submit = async (input: ChangePasswordInput) => {
    setFailure(null);
    const result = await changePassword(input);
    if (!result.ok) return setFailure(showRefusal(form, result.error));
    form.reset();
    const { endedSessions } = result.data;
    showToast({
      title: "Password changed",
      description: endedSessions === 0 ? undefined : `${endedSessions} other sessions were signed out.`,
    });
    router.refresh();
  };
  return (
    <Form form={form} onSubmit={submit} aria-label="Change password">
      {failure !== null && (
        <Notice tone="danger" isAlert title="The password was not changed">
          {failure}
        </Notice>
      )}
      <FormField<ChangePasswordInput> name="currentPassword" label="Current password">
        <PasswordInput {...form.register("currentPassword")} autoComplete="current-password" />
      </FormField>
      <FormField<ChangePasswordInput>
        name="newPassword"
        label="New password"
        hint={`${passwordLength.min} to ${passwordLength.max} characters of any kind. Length matters more than signs`}
      >
        <PasswordInput {...form.register("newPassword")} autoComplete="new-password" />
      </FormField>
      <FormActions>
        <Button type="submit" variant="primary" isLoading={form.formState.isSubmitting}>
          Change password
        </Button>
      </FormActions>
    </Form>
  );
}
