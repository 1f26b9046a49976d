"use client";

import { useWatch, type UseFormReturn } from "react-hook-form";
import type { FlsArea } from "@/lib/features/storage/constants";
import type { SetCustomRecordingInput } from "@/lib/features/storage/schema";
import type { CellConfiguration, LiveVendorOption } from "@/lib/features/storage/types";
import { FormField } from "../../ui/form";
import { Input, PasswordInput } from "../../ui/input";
import { keptHint } from "../../ui/kept-hint";
import { Notice } from "../../ui/notice";
import { RegionField, VendorField } from "../location-fields";
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
      <VendorField
        options={vendors.map((option) => ({ value: option.vendor, label: `${option.name} (${option.number})` }))}
        hint={chosen?.note ?? undefined}
        onChosen={(next) => {
          const option = vendors.find((each) => each.vendor === next);
          const first = option?.regions.find(({ isOffered }) => isOffered);
          form.setValue("storageRegion", first?.number ?? null, { shouldDirty: true });
          if (form.getFieldState("bucket").isTouched) void form.trigger("bucket");
        }}
      />
      {chosen?.isRegionless === false && (
        <RegionField
          options={chosen.regions.map(({ number, name, agoraName, isOffered, note }) => ({
            value: String(number),
            label: `${name} (${number}, ${agoraName})`,
            isDisabled: !isOffered,
            hint: isOffered ? undefined : note,
          }))}
          hint={regionHint(chosen, region)}
        />
      )}
      <AreaAdvice {...{ region, flsArea }} />
      <FormField<Values> name="bucket" label={vendor === "azure" ? "Container" : "Bucket"} isRequired>
        <Input {...form.register("bucket")} isMono autoComplete="off" />
      </FormField>
      <FormField<Values>
        name="accessKey"
        label={vendor === "azure" ? "Storage account" : "Access key"}
        hint={keptHint(keys?.accessKey)}
        isRequired={!keys}
      >
        <Input {...form.register("accessKey")} isMono autoComplete="off" />
      </FormField>
      <FormField<Values>
        name="secretKey"
        label="Secret key"
        hint={keptHint(keys?.secretKey) ?? "Permission to write is enough. It is not shown again after it is saved."}
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
