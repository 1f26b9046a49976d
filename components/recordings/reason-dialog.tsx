"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { closeReason } from "@/lib/features/recordings/schema/foreign";
import { FormField } from "../ui/form";
import { Textarea } from "../ui/input";
import { UpdateDialog } from "./detail/update-dialog";

const input = z.object({ reason: closeReason });
type Values = z.output<typeof input>;

/** Asks why something is closed by hand: the audit keeps the answer. */
export function ReasonDialog({
  title,
  description,
  isPending,
  error,
  onSubmit,
  onClose,
}: {
  title: string;
  description: string;
  isPending: boolean;
  error: Error | null;
  onSubmit: (reason: string) => void;
  onClose: () => void;
}) {
  const form = useForm<Values>({ resolver: zodResolver(input), mode: "onTouched", defaultValues: { reason: "" } });
  return (
    <UpdateDialog
      size="sm"
      submitLabel="Close by hand"
      {...{ title, description, form, isPending, error, onClose }}
      onSubmit={({ reason }) => onSubmit(reason)}
    >
      <FormField<Values> name="reason" label="Reason" hint="Kept in the audit with your name." isRequired>
        <Textarea {...form.register("reason")} rows={3} />
      </FormField>
    </UpdateDialog>
  );
}
