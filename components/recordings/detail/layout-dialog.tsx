"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Controller, type Resolver, useForm, useWatch } from "react-hook-form";
import { ActionError } from "@/lib/actions/action-error";
import { recordingsKey, updateLayoutMutation } from "@/lib/features/recordings/queries";
import { compositeLayout, type CompositeLayout } from "@/lib/features/recordings/schema";
import type { RecordingDetail } from "@/lib/features/recordings/types";
import { Button } from "../../ui/button";
import { CloseButton, Dialog } from "../../ui/dialog";
import { Form, FormField, showServerErrors } from "../../ui/form";
import { Input } from "../../ui/input";
import { Notice } from "../../ui/notice";
import { showToast } from "../../ui/toast-store";
import { ColourInput, presetName, PresetCards } from "../start/layout-fields";

type Values = Omit<CompositeLayout, "largeUid"> & { largeUid: string };

const check = zodResolver(compositeLayout);

/** Checks what would be sent, by the action's own rules. */
const layoutResolver: Resolver<Values, unknown, CompositeLayout> = async (values, _context, options) => {
  const result = await check(toLayout(values), undefined, { ...options, fields: {}, names: undefined });
  return "errors" in result && Object.keys(result.errors).length > 0
    ? { values: {}, errors: result.errors }
    : { values: toLayout(values), errors: {} };
};

/** A uid that is hidden or empty is no uid. */
function toLayout({ largeUid, ...layout }: Values): CompositeLayout {
  const uid = largeUid.trim();
  return layout.preset === "vertical" && uid !== "" ? { ...layout, largeUid: uid } : layout;
}

const formId = "layout-form";

/** Changes the layout of a recording that runs, as a whole; the picture follows when Agora has it. */
export function LayoutDialog({
  recording,
  layout,
  onClose,
}: {
  recording: RecordingDetail;
  layout: NonNullable<RecordingDetail["layout"]>;
  onClose: () => void;
}) {
  const client = useQueryClient();
  // What was seen when the dialog was opened: a change by somebody else meanwhile is told, not overwritten.
  const [{ wanted, revision }] = useState(layout);
  const form = useForm<Values, unknown, CompositeLayout>({
    resolver: layoutResolver,
    mode: "onTouched",
    defaultValues: { ...wanted, largeUid: wanted.largeUid ?? "" },
  });
  const [preset, largeUid, colour] = useWatch({
    control: form.control,
    name: ["preset", "largeUid", "backgroundColour"],
  });
  const { mutate, isPending, error } = useMutation({
    ...updateLayoutMutation(),
    onSuccess: ({ progress }) => {
      showToast(
        progress === "refused"
          ? {
              title: "Agora refused the layout",
              description: "The picture stays as it was. The timeline says why.",
              tone: "danger",
            }
          : { title: progress === "done" ? "Layout changed" : "The layout is on its way", tone: "ok" },
      );
      onClose();
    },
    onError: (failure) => {
      if (failure instanceof ActionError) showServerErrors(form, withoutParent(failure.fields));
    },
    onSettled: () => client.invalidateQueries({ queryKey: recordingsKey }),
  });
  const submit = (changed: CompositeLayout) =>
    mutate({ projectId: recording.projectId, recordingId: recording.recordingId, revision, layout: changed });

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="lg"
      title={`Layout of ${recording.channelName}`}
      description={`In force or on its way: ${presetName(wanted.preset)}. The new layout replaces it as a whole.`}
      footer={
        <>
          <CloseButton />
          <Button type="submit" form={formId} variant="primary" isLoading={isPending}>
            Change layout
          </Button>
        </>
      }
    >
      <Form form={form} onSubmit={submit} id={formId}>
        {error !== null && (
          <Notice tone="danger" isAlert title="The layout was not changed">
            {error.message}
          </Notice>
        )}
        <FormField<Values> name="preset" label="Preset" isGroup>
          <Controller
            control={form.control}
            name="preset"
            render={({ field }) => (
              <PresetCards
                value={field.value === "custom" ? null : field.value}
                onValueChange={field.onChange}
                hasLargePerson={largeUid.trim() !== ""}
              />
            )}
          />
        </FormField>
        {preset === "vertical" && (
          <FormField<Values>
            name="largeUid"
            label="Uid of the large picture"
            aside="optional"
            hint="1 to 4294967295. While nobody with this uid is in the channel, the large picture stays empty."
          >
            <Input {...form.register("largeUid")} isMono inputMode="numeric" autoComplete="off" className="max-w-56" />
          </FormField>
        )}
        <FormField<Values> name="backgroundColour" label="Background colour" hint="# and six hexadecimal digits">
          <ColourInput
            value={colour}
            onValueChange={(next) =>
              form.setValue("backgroundColour", next, { shouldDirty: true, shouldValidate: true })
            }
          >
            <Input {...form.register("backgroundColour")} isMono autoComplete="off" className="max-w-40" />
          </ColourInput>
        </FormField>
      </Form>
    </Dialog>
  );
}

/** The action names the fields below `layout`, this form has them at its top. */
function withoutParent(fields: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([path, message]) => [path.replace(/^layout\./, ""), message]));
}
