"use client";

import { type ReactNode, useId } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import { Button } from "../../ui/button";
import { CloseButton, Dialog, type DialogProps } from "../../ui/dialog";
import { Form } from "../../ui/form";
import { Notice } from "../../ui/notice";
import { failureWords } from "./use-update";

/** The frame of every form that changes a running recording: it stays open, and says why, where nothing was ordered. */
export function UpdateDialog<Values extends FieldValues, Output extends FieldValues>({
  form,
  submitLabel,
  isPending,
  error,
  onSubmit,
  onClose,
  children,
  ...rest
}: Pick<DialogProps, "title" | "description" | "size"> & {
  form: UseFormReturn<Values, unknown, Output>;
  submitLabel: string;
  isPending: boolean;
  error: Error | null;
  onSubmit: (output: Output) => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const formId = useId();
  return (
    <Dialog
      {...rest}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <CloseButton />
          <Button type="submit" form={formId} variant="primary" isLoading={isPending}>
            {submitLabel}
          </Button>
        </>
      }
    >
      <Form form={form} id={formId} onSubmit={onSubmit}>
        <UpdateFailure error={error} />
        {children}
      </Form>
    </Dialog>
  );
}

/** Why nothing was ordered, or that this is not known. */
export function UpdateFailure({ error }: { error: Error | null }) {
  if (error === null) return null;
  const { title, meaning } = failureWords(error);
  return (
    <Notice tone="danger" isAlert title={title}>
      {meaning}
    </Notice>
  );
}
