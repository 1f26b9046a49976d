"use client";

import { type FieldPath, type FieldValues, useFormContext } from "react-hook-form";
import { FormField } from "../../ui/form";
import { Input } from "../../ui/input";
import { RadioCards } from "../../ui/radio-cards";
import type { ChoiceValues } from "./form-values";

/** Whose stream of one medium is recorded: everybody's, a list's, everybody's but a list's, nobody's. */
export function ChoiceFields<Values extends FieldValues>({
  legend,
  kind,
  kindName,
  uidsName,
  canBeNobody,
}: {
  legend: string;
  kind: ChoiceValues["kind"];
  kindName: FieldPath<Values>;
  uidsName: FieldPath<Values>;
  /** The other medium is recorded, so this one may be left out. */
  canBeNobody: boolean;
}) {
  const { register } = useFormContext<Values>();
  return (
    <div className="flex flex-col gap-3">
      <FormField<Values> name={kindName} label={legend} isGroup>
        <RadioCards
          columns={4}
          inputProps={register(kindName)}
          options={[
            { value: "everyone", label: "Everybody" },
            { value: "only", label: "Only these" },
            { value: "except", label: "All but these" },
            { value: "nobody", label: "Nobody", isDisabled: !canBeNobody },
          ]}
        />
      </FormField>
      {(kind === "only" || kind === "except") && (
        <FormField<Values>
          name={uidsName}
          label={kind === "only" ? `${legend} these uids` : `${legend} everybody but these uids`}
          hint="1 to 32 uids, each 1 to 4294967295, with commas or spaces between"
          isRequired
        >
          <Input {...register(uidsName)} isMono inputMode="numeric" autoComplete="off" placeholder="1001, 1002" />
        </FormField>
      )}
    </div>
  );
}
