"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { ActionError } from "@/lib/actions/action-error";
import { savePlaybackMutation } from "@/lib/features/library/queries";
import { savePlaybackInput, type SavePlaybackInput } from "@/lib/features/library/schema";
import type { Playback } from "@/lib/features/library/types";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { CloseButton, Sheet } from "../ui/dialog";
import { FieldGroup } from "../ui/field";
import { Form, FormActions, FormField, showRefusal } from "../ui/form";
import { Input, PasswordInput } from "../ui/input";
import { Notice } from "../ui/notice";
import { RadioCards } from "../ui/radio-cards";
import { showToast } from "../ui/toast-store";

type Props = { projectId: string; playback: Playback; isOpen: boolean; onClose: () => void };

/** How a project's files in Agora's storage are played: their address, its key, and how their times are read. */
export function PlaybackSheet({ projectId, playback, isOpen, onClose }: Props) {
  return (
    <Sheet
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      title="Playback"
      description="Where standard recordings are fetched. No page of Agora's says it: ask its support, or try the project's play domain."
    >
      <PlaybackForm key={String(isOpen)} {...{ projectId, playback, onClose }} />
    </Sheet>
  );
}

function PlaybackForm({ projectId, playback, onClose }: Omit<Props, "isOpen">) {
  const router = useRouter();
  const [failure, setFailure] = useState<string | null>(null);
  const { mutateAsync } = useMutation(savePlaybackMutation());
  const form = useForm<SavePlaybackInput>({
    resolver: zodResolver(savePlaybackInput),
    mode: "onTouched",
    defaultValues: {
      projectId,
      template: playback.template ?? "",
      playKey: "",
      removePlayKey: false,
      positionReading: playback.positionReading,
    },
  });
  const submit = async (input: SavePlaybackInput) => {
    setFailure(null);
    try {
      await mutateAsync(input);
      showToast({ title: "Playback was saved" });
      router.refresh();
      onClose();
    } catch (error) {
      if (!(error instanceof ActionError)) return setFailure("The console did not answer. Saving again is safe.");
      setFailure(showRefusal(form, error));
    }
  };
  return (
    <Form form={form} onSubmit={submit} warnUnsaved>
      {failure !== null && (
        <Notice tone="danger" isAlert title="Playback was not saved">
          {failure}
        </Notice>
      )}
      <FormField<SavePlaybackInput>
        name="template"
        label="Address of recorded files"
        hint={
          playback.isSandbox
            ? "{fileName} is the path that Agora's list names, {host} the sandbox itself. Left empty, the sandbox's own."
            : "{fileName} is the path that Agora's list names, such as https://play.example.com/{fileName}"
        }
      >
        <Input {...form.register("template")} isMono autoComplete="off" />
      </FormField>
      <FormField<SavePlaybackInput>
        name="playKey"
        label="Signing key of the play domain"
        hint={
          playback.playKey === null
            ? "Only where the domain has one. Addresses then carry ts and sign and hold for ten minutes."
            : `Stored, ends with ${playback.playKey.lastFour}. Leave empty to keep it.`
        }
      >
        <PasswordInput {...form.register("playKey")} isMono autoComplete="new-password" />
      </FormField>
      {playback.playKey !== null && <Checkbox {...form.register("removePlayKey")} label="Remove the stored key" />}
      <FieldGroup
        label="What position means"
        hint="Agora's page can be read in two ways. Dates in a playlist count before either."
      >
        <RadioCards
          columns={1}
          inputProps={form.register("positionReading")}
          options={[
            {
              value: "lead",
              label: "The first picture comes so many seconds late",
              hint: "Reading A. Fits the example on Agora's page.",
            },
            {
              value: "seek",
              label: "Where in the file the asked time lies",
              hint: "Reading B. The first picture is that of the start.",
            },
          ]}
        />
      </FieldGroup>
      <FormActions>
        <CloseButton />
        <Button type="submit" variant="primary" isLoading={form.formState.isSubmitting}>
          Save
        </Button>
      </FormActions>
    </Form>
  );
}
