"use client";

import { Controller, useWatch, type UseFormReturn } from "react-hook-form";
import type { FlsArea } from "@/lib/features/storage/constants";
import type { SetCustomRecordingInput } from "@/lib/features/storage/schema";
import type { CellConfiguration, KeyDescription, LiveVendorOption } from "@/lib/features/storage/types";
import { FormField } from "../../ui/form";
import { Input, PasswordInput } from "../../ui/input";
import { Notice } from "../../ui/notice";
import { SearchSelect } from "../../ui/search-select";
import { areaNames } from "./words";

type Values = SetCustomRecordingInput;

/** Provider, region, bucket and keys of a storage of live streaming. Stored keys are never shown: empty keeps them. */
export function StorageFields({
  form,
  vendors,
  keys,
  flsArea,
}: {
  form: UseFormReturn<Values>;
  vendors: readonly LiveVendorOption[];
  /** The keys that are stored for this cell. */
  keys: CellConfiguration["storage"];
  flsArea: FlsArea;
}) {
  const [vendor, storageRegion] = useWatch({ control: form.control, name: ["vendor", "storageRegion"] });
  const chosen = vendors.find((option) => option.vendor === vendor);
  const region = chosen?.regions.find(({ number }) => number === storageRegion);
  return (
    <>
      <FormField<Values> name="vendor" label="Provider" hint={chosen?.note ?? undefined} isRequired>
        <Controller
          control={form.control}
          name="vendor"
          render={({ field }) => (
            <SearchSelect
              ref={field.ref}
              options={vendors.map((option) => ({ value: option.vendor, label: `${option.name} (${option.number})` }))}
              value={field.value}
              searchPlaceholder="Search providers"
              onBlur={field.onBlur}
              onValueChange={(next) => {
                field.onChange(next);
                const option = vendors.find((each) => each.vendor === next);
                const first = option?.regions.find(({ isOffered }) => isOffered);
                form.setValue("storageRegion", first?.number ?? null, { shouldDirty: true });
                if (form.getFieldState("bucket").isTouched) void form.trigger("bucket");
              }}
            />
          )}
        />
      </FormField>
      {chosen?.isRegionless === false && (
        <FormField<Values> name="storageRegion" label="Region" hint={regionHint(chosen, region)} isRequired>
          <Controller
            control={form.control}
            name="storageRegion"
            render={({ field }) => (
              <SearchSelect
                ref={field.ref}
                options={chosen.regions.map(({ number, name, agoraName, isOffered, note }) => ({
                  value: String(number),
                  label: `${name} (${number}, ${agoraName})`,
                  isDisabled: !isOffered,
                  hint: isOffered ? undefined : note,
                }))}
                value={field.value === null ? null : String(field.value)}
                searchPlaceholder="Search by name or number"
                onBlur={field.onBlur}
                onValueChange={(next) => field.onChange(Number(next))}
              />
            )}
          />
        </FormField>
      )}
      <AreaAdvice {...{ region, flsArea }} />
      <FormField<Values> name="bucket" label={vendor === "azure" ? "Container" : "Bucket"} isRequired>
        <Input {...form.register("bucket")} isMono autoComplete="off" />
      </FormField>
      <FormField<Values>
        name="accessKey"
        label={vendor === "azure" ? "Storage account" : "Access key"}
        hint={keptWords(keys?.accessKey)}
        isRequired={!keys}
      >
        <Input {...form.register("accessKey")} isMono autoComplete="off" />
      </FormField>
      <FormField<Values>
        name="secretKey"
        label="Secret key"
        hint={keptWords(keys?.secretKey) ?? "Permission to write is enough. It is not shown again after it is saved."}
        isRequired={!keys}
      >
        <PasswordInput {...form.register("secretKey")} isMono autoComplete="new-password" />
      </FormField>
    </>
  );
}

/** Says so where storage lies in another area than the publish domain (FLS contract §2.3): advice, Agora refuses nothing. */
export function AreaAdvice({
  region,
  flsArea,
}: {
  region: LiveVendorOption["regions"][number] | undefined;
  flsArea: FlsArea;
}) {
  if (region === undefined || region.flsArea === flsArea) return null;
  return (
    <Notice tone="warning" title={`${region.name} does not lie in ${areaNames[flsArea]}`}>
      Agora advises storage in the area of the publish domain: uploads succeed more often and arrive sooner.
    </Notice>
  );
}

/** What is odd about a region, or about the numbers of Agora's list. */
function regionHint(vendor: LiveVendorOption, region: LiveVendorOption["regions"][number] | undefined) {
  if (region?.note) return region.note;
  return vendor.vendor === "s3" ? "Agora's list has no region 17 and 23, and its 26 is none." : undefined;
}

function keptWords(key: KeyDescription | undefined): string | undefined {
  if (!key) return undefined;
  return `Stored${key.lastFour === "" ? "" : `, ends in ${key.lastFour}`}. Leave empty to keep it.`;
}
