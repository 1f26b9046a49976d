"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { pushAddress } from "@/lib/features/recordings/schema";
import type { RecordingDetail } from "@/lib/features/recordings/types";
import { ConfirmDialog } from "../../ui/dialog";
import { FormField } from "../../ui/form";
import { PasswordInput } from "../../ui/input";
import { UpdateDialog, UpdateFailure } from "./update-dialog";
import { refOf, useUpdate } from "./use-update";

type Props = { recording: RecordingDetail; onClose: () => void };

/** Changes how a page is recorded while it runs: holds or resumes it, or pushes it elsewhere. */
export function PageDialog({ what, ...props }: Props & { what: "hold" | "push" }) {
  return what === "hold" ? <HoldDialog {...props} /> : <PushDialog {...props} />;
}

/** What is wanted of the page, as it was when the dialog was opened. */
function usePresent({ update }: RecordingDetail) {
  const [{ wanted, revision }] = useState(update);
  const page = wanted.kind === "page" ? wanted : { isOnHold: false, pushTo: undefined };
  return { isOnHold: page.isOnHold, pushHost: page.pushTo?.host, revision };
}

function HoldDialog({ recording, onClose }: Props) {
  const { isOnHold, revision } = usePresent(recording);
  const { mutate, isPending, error } = useUpdate({ words: isOnHold ? "Resumed" : "On hold", onDone: onClose });
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={isOnHold ? `Resume recording ${recording.channelName}?` : `Put ${recording.channelName} on hold?`}
      description={
        isOnHold
          ? "The page is recorded again from the moment Agora has it, into the same playlist."
          : "Nothing of the page is recorded until it is resumed; the page stays open and is billed. What was recorded so far stays."
      }
      confirmLabel={isOnHold ? "Resume" : "Put on hold"}
      isLoading={isPending}
      onConfirm={() => mutate({ ...refOf(recording, revision), update: { kind: "page", isOnHold: !isOnHold } })}
    >
      <UpdateFailure error={error} />
    </ConfirmDialog>
  );
}

const input = z.object({ pushTo: pushAddress });
type Values = z.output<typeof input>;

function PushDialog({ recording, onClose }: Props) {
  const { isOnHold, pushHost, revision } = usePresent(recording);
  const form = useForm<Values>({ resolver: zodResolver(input), mode: "onTouched", defaultValues: { pushTo: "" } });
  const { mutate, isPending, error } = useUpdate({ words: "Push address changed", onDone: onClose });
  return (
    <UpdateDialog
      size="md"
      title={`Push of ${recording.channelName}`}
      description={`Now pushed to ${pushHost ?? "nowhere"}. The new address takes its place; a push cannot be ended alone.`}
      submitLabel="Change address"
      {...{ form, isPending, error, onClose }}
      onSubmit={({ pushTo }) => mutate({ ...refOf(recording, revision), update: { kind: "page", isOnHold, pushTo } })}
    >
      <FormField<Values>
        name="pushTo"
        label="RTMP address"
        hint="rtmp:// or rtmps://, with its stream key. Stored encrypted; only its host is shown again."
        isRequired
      >
        <PasswordInput {...form.register("pushTo")} isMono autoComplete="off" />
      </FormField>
    </UpdateDialog>
  );
}
