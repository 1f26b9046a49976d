"use client";

import { Braces } from "lucide-react";
import { nameTokens, type RenderedName } from "@/lib/timeline/file-name";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Popover } from "../ui/popover";
import { buttonClass } from "../ui/button";

/** The template of a name, its tokens, and the name that comes of it now. */
export function NameField({
  template,
  rendered,
  fileName,
  isNumbered,
  onChange,
}: {
  template: string;
  rendered: RenderedName;
  /** The name as it will be asked for; null while the template gives none. */
  fileName: string | null;
  isNumbered: boolean;
  onChange: (template: string) => void;
}) {
  return (
    <Field
      label="Name"
      error={rendered.ok ? undefined : rendered.sentence}
      hint={
        fileName === null ? undefined : (
          <>
            <span className="font-mono break-all text-muted">{fileName}</span>
            {isNumbered && <span> (the name without a number is taken)</span>}
          </>
        )
      }
      aside={
        <Popover
          label="Tokens of names"
          align="end"
          trigger={
            <button type="button" className={`${buttonClass({ variant: "ghost", size: "sm" })} -my-1.5`}>
              <Braces aria-hidden="true" />
              Tokens
            </button>
          }
        >
          <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-xs">
            {nameTokens.map(({ token, says }) => (
              <div key={token} className="contents">
                <dt className="font-mono whitespace-nowrap">{token}</dt>
                <dd className="text-muted">{says}</dd>
              </div>
            ))}
          </dl>
        </Popover>
      }
    >
      <Input size="sm" isMono value={template} onChange={(event) => onChange(event.target.value)} />
    </Field>
  );
}
