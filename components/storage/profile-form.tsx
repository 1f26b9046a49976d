"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useEffect, useEffectEvent, useState } from "react";
import { useForm, useWatch, type UseFormReturn } from "react-hook-form";
import { ActionError, dataOf } from "@/lib/actions/action-error";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { CloseButton } from "@/components/ui/dialog";
import { Form, FormActions, FormField, showRefusal } from "@/components/ui/form";
import { Input, PasswordInput } from "@/components/ui/input";
import { keptHint } from "@/components/ui/kept-hint";
import { Notice } from "@/components/ui/notice";
import { saveStorageProfile } from "@/lib/features/storage/actions";
import { saveStorageProfileInput, type SaveStorageProfileInput } from "@/lib/features/storage/schema";
import type { StorageProfile, VendorOption } from "@/lib/features/storage/types";
import { failureOf, type Failure } from "./action-failure";
import { RegionField, VendorField } from "./location-fields";

type Values = SaveStorageProfileInput;

const saveFailure = {
  refused: "The profile was not saved",
  unknown: "It is not known whether the profile was saved",
  next: "The list behind shows it if it was. Saving again never changes what was recorded.",
};

/** Create or change a storage profile. Stored keys are never shown: an empty field keeps them. */
export function ProfileForm({
  projectId,
  profile,
  vendors,
  onSaved,
  onUnknown,
  onDirtyChange,
}: {
  projectId: string;
  /** Absent for a new profile. */
  profile?: StorageProfile;
  vendors: readonly VendorOption[];
  onSaved: (name: string) => void;
  /** The console did not say whether it was saved. */
  onUnknown: () => void;
  /** Told whether something was entered; also when the form goes. */
  onDirtyChange: (isDirty: boolean) => void;
}) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const form = useForm<Values>({
    resolver: zodResolver(saveStorageProfileInput),
    mode: "onTouched",
    defaultValues: initialValues(projectId, profile),
  });
  const { isDirty } = form.formState;
  const report = useEffectEvent(onDirtyChange);
  useEffect(() => {
    report(isDirty);
    return () => report(false);
  }, [isDirty]);
  const vendor = useWatch({ control: form.control, name: "vendor" });
  const isRemovingReadKey = useWatch({ control: form.control, name: "removeReadKey" });

  const submit = async (input: Values) => {
    setFailure(null);
    try {
      dataOf(await saveStorageProfile(input));
      onSaved(input.name);
    } catch (error) {
      const isAtFields = error instanceof ActionError && showRefusal(form, error) === null;
      if (!isAtFields) setFailure(failureOf(error, saveFailure));
      if (!(error instanceof ActionError)) onUnknown();
    }
  };

  return (
    <Form form={form} onSubmit={submit}>
      {failure !== null && (
        <Notice tone={failure.tone} isAlert title={failure.title}>
          {failure.meaning}
        </Notice>
      )}
      <FormField<Values> name="name" label="Name" hint="What operators choose when they start a recording" isRequired>
        <Input {...form.register("name")} autoComplete="off" />
      </FormField>
      <LocationFields form={form} vendors={vendors} />
      <FormField<Values> name="bucket" label="Bucket" isRequired>
        <Input {...form.register("bucket")} isMono autoComplete="off" />
      </FormField>
      {vendor === "s3Compatible" && (
        <FormField<Values> name="endpoint" label="Host name" hint="Such as s3.example.com" isRequired>
          <Input {...form.register("endpoint")} isMono autoComplete="off" />
        </FormField>
      )}
      <KeyGroup title="Key given to Agora" about="Agora writes the files with it. Permission to write is enough.">
        <FormField<Values>
          name="accessKey"
          label="Access key"
          hint={keptHint(profile?.accessKey)}
          isRequired={!profile}
        >
          <Input {...form.register("accessKey")} isMono autoComplete="off" />
        </FormField>
        <FormField<Values>
          name="secretKey"
          label="Secret key"
          hint={keptHint(profile?.secretKey)}
          isRequired={!profile}
        >
          <PasswordInput {...form.register("secretKey")} isMono autoComplete="new-password" />
        </FormField>
      </KeyGroup>
      <KeyGroup
        title="Read-only key, optional"
        about="Tally lists and plays files with it. Without one, recordings of this profile can be started and stopped here but not listed or played."
      >
        <FormField<Values> name="readAccessKey" label="Read-only access key" hint={keptHint(profile?.readKey)}>
          <Input {...form.register("readAccessKey")} isMono autoComplete="off" readOnly={isRemovingReadKey} />
        </FormField>
        <FormField<Values> name="readSecretKey" label="Read-only secret key">
          <PasswordInput
            {...form.register("readSecretKey")}
            isMono
            autoComplete="new-password"
            readOnly={isRemovingReadKey}
          />
        </FormField>
        {profile?.readKey && <Checkbox {...form.register("removeReadKey")} label="Remove the stored read-only key" />}
      </KeyGroup>
      <FormActions>
        <CloseButton />
        <Button type="submit" variant="primary" isLoading={form.formState.isSubmitting}>
          {profile ? "Save profile" : "Create profile"}
        </Button>
      </FormActions>
    </Form>
  );
}

/** Provider, and its region where the provider has several. A new provider begins at its first region. */
function LocationFields({ form, vendors }: { form: UseFormReturn<Values>; vendors: readonly VendorOption[] }) {
  const [vendor, storageRegion] = useWatch({ control: form.control, name: ["vendor", "storageRegion"] });
  const chosen = vendors.find((option) => option.vendor === vendor);
  const region = chosen?.regions.find((option) => option.number === storageRegion);
  return (
    <>
      <VendorField
        options={vendors.map((option) => ({ value: option.vendor, label: option.name }))}
        hint={chosen?.note ?? undefined}
        onChosen={(next) => {
          const first = vendors.find((option) => option.vendor === next)?.regions[0];
          form.setValue("storageRegion", first?.number ?? 0, { shouldDirty: true });
        }}
      />
      {chosen !== undefined && chosen.regions.length > 0 && (
        <RegionField
          options={chosen.regions.map(({ number, name }) => ({ value: String(number), label: `${name} (${number})` }))}
          hint={region?.note ?? undefined}
        />
      )}
    </>
  );
}

function KeyGroup({ title, about, children }: { title: string; about: string; children: React.ReactNode }) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-4 border-t border-line pt-4">
      <legend className="sr-only">{title}</legend>
      <div>
        <p aria-hidden="true" className="text-sm font-semibold">
          {title}
        </p>
        <p className="text-xs text-pretty text-subtle">{about}</p>
      </div>
      {children}
    </fieldset>
  );
}

function initialValues(projectId: string, profile: StorageProfile | undefined): Partial<Values> {
  const empty = { accessKey: "", secretKey: "", readAccessKey: "", readSecretKey: "", removeReadKey: false };
  if (!profile) return { projectId, name: "", vendor: "s3", storageRegion: 0, bucket: "", ...empty };
  const { profileId, name, vendor, storageRegion, bucket, endpoint } = profile;
  return { projectId, profileId, name, vendor, storageRegion, bucket, endpoint: endpoint ?? undefined, ...empty };
}
