"use client";

import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { readRequestMutation, writeRequestMutation } from "@/lib/features/recordings/queries";
import { startRecordingInput } from "@/lib/features/recordings/schema";
import type { RequestFault } from "@/lib/features/recordings/types";
import { Button } from "../../ui/button";
import { CopyButton } from "../../ui/copy";
import { Field } from "../../ui/field";
import { Textarea } from "../../ui/input";
import { Notice } from "../../ui/notice";
import { Spinner } from "../../ui/spinner";
import type { StartForm } from "./channel-section";
import { fromWritten } from "./from-written";
import { forWriting } from "./without-secrets";
import { toInput } from "./to-input";

export type JsonViewProps = { form: StartForm; onLeave: () => void };

/**
 * The whole request in Agora's words, for the fields that the form has none for. What is taken over is checked by the
 * rules of what is sent; channel, storage, token and secrets stay in the form.
 */
export function JsonView({ form, onLeave }: JsonViewProps) {
  const { text, setText, faults, setFaults, error } = useWritten(form);
  const read = useMutation(readRequestMutation());
  const takeOver = () => {
    if (text === null) return;
    const { projectId, mode } = form.getValues();
    read.mutate(
      { projectId, mode, text },
      {
        onSuccess: ({ start, faults: found }) => {
          setFaults(found);
          if (start === null) return;
          form.reset(fromWritten(form.getValues(), start), { keepDefaultValues: true });
          onLeave();
          void form.trigger();
        },
      },
    );
  };
  const failure = error ?? read.error;
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
            onChange={(event) => setText(event.target.value)}
            isMono
            rows={24}
            spellCheck={false}
            autoComplete="off"
          />
        </Field>
      )}
      {faults.length > 0 && (
        <Notice tone="danger" isAlert title={text === null ? "Correct the form first" : "This cannot be sent"}>
          <ul aria-label="What is wrong" className="flex flex-col gap-1">
            {faults.map(({ path, message }) => (
              <li key={`${path} ${message}`}>
                {path !== "" && <code className="font-mono text-xs">{path}</code>} {message}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {failure !== null && (
        <Notice tone="danger" isAlert title="The request could not be checked">
          {failure.message}
        </Notice>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        {text !== null && <CopyButton text={text}>Copy JSON</CopyButton>}
        <Button onClick={onLeave}>Back without changes</Button>
        <Button variant="primary" disabled={text === null} isLoading={read.isPending} onClick={takeOver}>
          Take over into the form
        </Button>
      </div>
    </section>
  );
}

/** The text, made from the form when the view is opened. */
function useWritten(form: StartForm) {
  const [text, setText] = useState<string | null>(null);
  const [faults, setFaults] = useState<readonly RequestFault[]>([]);
  const { mutate, error } = useMutation(writeRequestMutation());
  useEffect(() => {
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
  return { text, setText, faults, setFaults, error };
}
