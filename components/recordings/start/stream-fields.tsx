"use client";

import { useFormContext, useWatch } from "react-hook-form";
import type { MediaKind } from "@/lib/features/recordings/constants";
import { FormField } from "../../ui/form";
import { Input } from "../../ui/input";
import { RadioCards } from "../../ui/radio-cards";
import type { StartFormValues } from "./form-values";

/** What these fields need of the form around them. */
export type StreamValues = Pick<StartFormValues, "subscription">;

/** Whose sound and whose picture is recorded; a medium that is not recorded is not asked for. */
export function StreamFields({ media }: { media: MediaKind }) {
  // One of two media may be left out; the only one may not.
  const canBeNobody = media === "both";
  return (
    <>
      {media !== "video" && <ChoiceFields medium="audio" legend="Sound of" canBeNobody={canBeNobody} />}
      {media !== "audio" && <ChoiceFields medium="video" legend="Picture of" canBeNobody={canBeNobody} />}
    </>
  );
}

/** Whose stream of one medium is recorded: everybody's, a list's, everybody's but a list's, nobody's. */
function ChoiceFields({
  medium,
  legend,
  canBeNobody,
}: {
  medium: keyof StreamValues["subscription"];
  legend: string;
  canBeNobody: boolean;
}) {
  const { control, register } = useFormContext<StreamValues>();
  const kindName = `subscription.${medium}.kind` as const;
  const uidsName = `subscription.${medium}.uids` as const;
  const kind = useWatch({ control, name: kindName });
  return (
    <div className="flex flex-col gap-3">
      <FormField<StreamValues> name={kindName} label={legend} isGroup>
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
        <FormField<StreamValues>
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
