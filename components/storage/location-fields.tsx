"use client";

import { useController, useFormContext } from "react-hook-form";
import { FormField } from "../ui/form";
import { SearchSelect } from "../ui/search-select";
import type { SelectOption } from "../ui/select";

/** What the form around these fields calls them, whichever kind of storage it is for. */
type Location = { vendor: string; storageRegion: number | null };

type Props = {
  options: readonly SelectOption<string>[];
  hint: string | undefined;
};

/**
 * The storage provider.
 * @param onChosen the region is one of the provider before: the form chooses another here
 */
export function VendorField({ options, hint, onChosen }: Props & { onChosen: (vendor: string) => void }) {
  const { control } = useFormContext<Location>();
  const { ref, value, onChange, onBlur } = useController({ control, name: "vendor" }).field;
  return (
    <FormField<Location> name="vendor" label="Provider" hint={hint} isRequired>
      <SearchSelect
        ref={ref}
        options={options}
        value={value}
        searchPlaceholder="Search providers"
        onBlur={onBlur}
        onValueChange={(next) => {
          onChange(next);
          onChosen(next);
        }}
      />
    </FormField>
  );
}

/** The region, by its number: `options` have it as text. For a provider whose region has an effect. */
export function RegionField({ options, hint }: Props) {
  const { control } = useFormContext<Location>();
  const { ref, value, onChange, onBlur } = useController({ control, name: "storageRegion" }).field;
  return (
    <FormField<Location> name="storageRegion" label="Region" hint={hint} isRequired>
      <SearchSelect
        ref={ref}
        options={options}
        value={value === null ? null : String(value)}
        searchPlaceholder="Search by name or number"
        onBlur={onBlur}
        onValueChange={(next) => onChange(Number(next))}
      />
    </FormField>
  );
}
