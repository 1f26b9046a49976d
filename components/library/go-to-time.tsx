"use client";

import { useState } from "react";
import { parsePastTime } from "@/lib/timeline/typed-time";
import { useTimeZone } from "../ui/clock";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { formatZone } from "../ui/time-format";
import { AskDialog } from "./ask-dialog";

/** Asks for a moment and goes there. */
export function GoToTime({
  isOpen,
  nearMs,
  nowMs,
  earliestMs,
  onClose,
  onGo,
}: {
  isOpen: boolean;
  nearMs: number;
  nowMs: number;
  earliestMs: number;
  onClose: () => void;
  onGo: (atMs: number) => void;
}) {
  const timeZone = useTimeZone();
  const [text, setText] = useState("");
  const [error, setError] = useState<string | undefined>(undefined);
  const submit = () => {
    const read = parsePastTime(text, { nearMs, nowMs, earliestMs, timeZone });
    if (!read.ok) return setError(read.sentence);
    setError(undefined);
    setText("");
    onGo(read.atMs);
    onClose();
  };
  return (
    <AskDialog title="Go to a time" submitLabel="Go" {...{ isOpen, onClose }} onSubmit={submit}>
      <Field
        label="Time"
        aside={formatZone(nearMs, timeZone)}
        hint="14:03:22.250, 2026-11-21 14:03, now-10m, or RFC 3339 with its own offset"
        error={error}
      >
        <Input isMono value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
    </AskDialog>
  );
}
