"use client";

import { type ReactNode, useState } from "react";
import { parsePastTime } from "@/lib/timeline/typed-time";
import { clockText, dayKey } from "@/lib/timeline/zone";
import { useTimeZone } from "../ui/clock";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { formatZone } from "../ui/time-format";

/** A moment as text: shown in the zone of the page, typed or pasted as people write times. */
export function TypedTime({
  label,
  atMs,
  nearMs,
  nowMs,
  earliestMs,
  isDisabled = false,
  placeholder,
  aside,
  onChange,
  onClear,
}: {
  label: string;
  atMs: number | null;
  /** On whose day a time of day alone is meant. */
  nearMs: number;
  nowMs: number;
  earliestMs: number;
  isDisabled?: boolean;
  placeholder?: string;
  aside?: ReactNode;
  onChange: (atMs: number) => void;
  onClear?: () => void;
}) {
  const timeZone = useTimeZone();
  const [typed, setTyped] = useState<string | null>(null);
  const [said, setSaid] = useState<{ sentence: string; isError: boolean } | null>(null);
  const shown = atMs === null ? "" : `${dayKey(atMs, timeZone)} ${clockText(atMs, timeZone, true)}`;
  const commit = () => {
    if (typed === null || typed.trim() === shown) return setTyped(null);
    if (typed.trim() === "" && onClear) {
      onClear();
      setSaid(null);
      return setTyped(null);
    }
    const read = parsePastTime(typed, { nearMs, nowMs, earliestMs, timeZone });
    if (!read.ok) return setSaid({ sentence: read.sentence, isError: true });
    setSaid(read.note === undefined ? null : { sentence: read.note, isError: false });
    setTyped(null);
    onChange(read.atMs);
  };
  return (
    <Field
      label={label}
      aside={aside ?? formatZone(atMs ?? nearMs, timeZone)}
      error={said?.isError ? said.sentence : undefined}
      hint={said !== null && !said.isError ? said.sentence : undefined}
    >
      <Input
        size="sm"
        isMono
        className="px-2! text-xs!"
        disabled={isDisabled}
        placeholder={placeholder ?? "14:03:22.250 or RFC 3339"}
        value={typed ?? shown}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === "Enter") {
            event.preventDefault();
            commit();
          }
          if (event.key === "Escape") {
            setTyped(null);
            setSaid(null);
          }
        }}
      />
    </Field>
  );
}
