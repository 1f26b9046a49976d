"use client";

import { useEffect, useId, useRef, useState } from "react";
import { controlClass } from "../ui/input";

/**
 * A line of text that takes effect with Enter or when it is left, as one step; until then nothing changes.
 * @param check a sentence for what cannot be taken, null for what can
 */
export function TextField({
  label,
  value,
  onCommit,
  check = () => null,
  placeholder,
  hint,
  isMono = false,
}: {
  label: string;
  value: string;
  onCommit: (text: string) => void;
  check?: (text: string) => string | null;
  placeholder?: string;
  hint?: string;
  isMono?: boolean;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<string | null>(null);
  const id = useId();
  useEffect(() => {
    if (input.current !== null && document.activeElement !== input.current) input.current.value = value;
  }, [value]);
  const commit = () => {
    const text = input.current?.value.trim() ?? "";
    const wrong = check(text);
    setFault(wrong);
    if (wrong === null && text !== value) onCommit(text);
  };
  const described = [hint === undefined ? null : `${id}-hint`, fault === null ? null : `${id}-fault`];
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="text-xs text-subtle">
        {label}
      </label>
      <input
        ref={input}
        id={id}
        defaultValue={value}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={fault === null ? undefined : true}
        aria-describedby={described.filter(Boolean).join(" ") || undefined}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === "Enter") commit();
          if (event.key === "Escape") {
            event.currentTarget.value = value;
            setFault(null);
          }
        }}
        className={`${controlClass("sm")} ${isMono ? "font-mono text-xs" : ""}`}
      />
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-2xs text-pretty text-subtle">
          {hint}
        </p>
      )}
      {fault !== null && (
        <p id={`${id}-fault`} role="alert" className="text-xs text-danger">
          {fault}
        </p>
      )}
    </div>
  );
}
