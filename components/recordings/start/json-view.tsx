"use client";

import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ActionError } from "@/lib/actions/action-error";
import { writeRequestMutation } from "@/lib/features/recordings/queries";
import type { RequestFault } from "@/lib/features/recordings/types";
import { startRecordingInput } from "@/lib/features/recordings/schema";
import { Button } from "../../ui/button";
import { CopyButton } from "../../ui/copy";
import { Field } from "../../ui/field";
import { Textarea } from "../../ui/input";
import { Notice } from "../../ui/notice";
import { Spinner } from "../../ui/spinner";
import type { StartForm } from "./channel-section";
import { FaultList } from "./fault-list";
import { toInput } from "./to-input";
import type { HandWritten } from "./use-hand-written";
import { forWriting } from "./without-secrets";

export type JsonViewProps = { form: StartForm; written: HandWritten; onLeave: () => void };

/**
 * The whole request in Agora's words, for the fields that the form has none for. What is taken over is checked by the
 * rules of what is sent; channel, storage, token and secrets stay in the form.
 */
export function JsonView({ form, written, onLeave }: JsonViewProps) {
  const made = useMade(form, written.text !== null);
  const text = written.text ?? made.text;
  const faults = written.text === null ? made.faults : written.faults;
  const failure = written.failure ?? made.error;
  return (
    <section aria-label="Request as JSON" className="flex flex-col gap-4 border-t border-line pt-5">
      <p className="text-sm text-pretty text-muted">
        Every field of Agora's contract for this mode. The channel or label, the recorder's uid, the storage profile,
        the token and every secret are entered in the form and left out here.
      </p>
      {text === null ? (
        failure === null &&
        faults.length === 0 && (
          <output className="flex items-center gap-2 text-sm text-muted">
            <Spinner /> The request is being made
          </output>
        )
      ) : (
        <Field label="Acquire and start" error={faults.length > 0 ? "Not taken over: see below" : undefined}>
          <Textarea
            value={text}
            onChange={(event) => written.write(event.target.value)}
            readOnly={written.isReading}
            isMono
            rows={24}
            spellCheck={false}
            autoComplete="off"
          />
        </Field>
      )}
      {faults.length > 0 && (
        <FaultList title={text === null ? "Correct the form first" : "This cannot be sent"} faults={faults} />
      )}
      {failure !== null && (
        <Notice tone="danger" isAlert title="The request could not be checked">
          {failure instanceof ActionError ? failure.message : "The console did not answer. Nothing is lost: try again."}
        </Notice>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        {text !== null && <CopyButton text={text}>Copy JSON</CopyButton>}
        <Button
          onClick={() => {
            written.giveUp();
            onLeave();
          }}
        >
          Back without changes
        </Button>
        <Button variant="primary" disabled={text === null} isLoading={written.isReading} onClick={written.takeOver}>
          Take over into the form
        </Button>
      </div>
    </section>
  );
}

/**
 * The text, made from the form when the view is opened.
 * @param isWritten there is a text already
 */
function useMade(form: StartForm, isWritten: boolean) {
  const [text, setText] = useState<string | null>(null);
  const [faults, setFaults] = useState<readonly RequestFault[]>([]);
  const { mutate, error } = useMutation(writeRequestMutation());
  useEffect(() => {
    if (isWritten) return;
    const input = startRecordingInput.safeParse(forWriting(toInput(form.getValues(), Date.now())));
    if (!input.success) {
      const found = input.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
      setFaults(found);
      return;
    }
    mutate(input.data, {
      onSuccess: (written) => {
        setText(written.text);
        setFaults(written.faults);
      },
    });
    // Once for each opening: what is typed afterwards is kept.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  return { text, faults, error };
}
