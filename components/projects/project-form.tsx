"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { CopyButton } from "@/components/ui/copy";
import { Field } from "@/components/ui/field";
import { Form, FormActions, FormField, FormSection, FormSelect, showRefusal } from "@/components/ui/form";
import { Input, PasswordInput } from "@/components/ui/input";
import { keptHint } from "@/components/ui/kept-hint";
import { Notice } from "@/components/ui/notice";
import { showToast } from "@/components/ui/toast-store";
import { saveProject, selectProject } from "@/lib/features/projects/actions";
import { saveProjectInput, serviceAreas, type SaveProjectInput } from "@/lib/features/projects/schema";
import type { ProjectSettings } from "@/lib/features/projects/types";

type Values = SaveProjectInput;

const areaNames: Record<(typeof serviceAreas)[number], string> = {
  NA: "North America",
  EU: "Europe",
  AP: "Asia, without mainland China",
  CN: "Mainland China",
};

const products = [
  { name: "cloudRecording", label: "Cloud Recording" },
  { name: "rtc", label: "RTC channel events" },
  { name: "fls", label: "Fusion Live Streaming" },
] as const;

/** Settings of a project, or a new one. Stored secrets are never shown: an empty field keeps them. */
export function ProjectForm({ project }: { project?: ProjectSettings }) {
  const router = useRouter();
  const [failure, setFailure] = useState<string | null>(null);
  const form = useForm<Values>({
    resolver: zodResolver(saveProjectInput),
    mode: "onTouched",
    defaultValues: initialValues(project),
  });
  const isRemovingCertificate = useWatch({ control: form.control, name: "removeAppCertificate" });
  const isSandbox = project?.kind === "sandbox";

  const submit = async (input: Values) => {
    setFailure(null);
    const result = await saveProject(input);
    if (!result.ok) return setFailure(showRefusal(form, result.error));
    form.reset({ ...input, ...emptySecrets });
    showToast({ title: `Project "${input.name}" saved` });
    if (project === undefined) {
      await selectProject({ projectId: result.data.projectId });
      router.push("/settings");
    }
    router.refresh();
  };

  return (
    <Form form={form} onSubmit={submit} warnUnsaved>
      {failure !== null && (
        <Notice tone="danger" isAlert title="The project was not saved">
          {failure}
        </Notice>
      )}
      {isSandbox && (
        <Notice tone="accent" title="This project points at the sandbox on this machine">
          Its addresses and keys are written anew at every start, so only the name and the App Certificate are yours to
          change.
        </Notice>
      )}
      <FormSection title="Project" description="One App ID of Agora with the credentials to call its REST API.">
        <FormField<Values> name="name" label="Name" isRequired>
          <Input {...form.register("name")} autoComplete="off" />
        </FormField>
        <FormField<Values>
          name="appId"
          label="App ID"
          hint="32 hexadecimal digits, from the project list of Agora's console"
          isRequired
        >
          <Input {...form.register("appId")} isMono autoComplete="off" readOnly={isSandbox} />
        </FormField>
        {!isSandbox && (
          <FormField<Values>
            name="serviceArea"
            label="Where this console runs"
            hint="Decides which of Agora's hosts is tried first"
            isRequired
          >
            <FormSelect<Values>
              name="serviceArea"
              options={serviceAreas.map((area) => ({ value: area, label: areaNames[area] }))}
            />
          </FormField>
        )}
      </FormSection>
      <FormSection
        title="Ways that Agora's pages leave open"
        description="Change these only when Agora refuses what its pages document."
      >
        <FormField<Values>
          name="flsAuth"
          label="Live streaming is asked with"
          hint="Its pages document a signature; Agora may take Basic too"
        >
          <FormSelect<Values>
            name="flsAuth"
            options={[
              { value: "hmac", label: "A signature (HMAC-SHA256)" },
              { value: "basic", label: "Basic, as Cloud Recording" },
            ]}
          />
        </FormField>
        <FormField<Values> name="exclusionSpelling" label="Lists of people left out begin with">
          <FormSelect<Values>
            name="exclusionSpelling"
            options={[
              { value: "unsubscribe", label: "unsubscribe, as in Agora's pages" },
              { value: "unSubscribe", label: "unSubscribe, as in Agora's SDKs" },
            ]}
          />
        </FormField>
      </FormSection>
      {!isSandbox && (
        <FormSection
          title="Credentials"
          description="Customer ID and secret of the REST API. They are sealed when stored and never shown again."
        >
          <FormField<Values>
            name="customerId"
            label="Customer ID"
            hint={keptHint(project?.customerId)}
            isRequired={!project}
          >
            <Input {...form.register("customerId")} isMono autoComplete="off" />
          </FormField>
          <FormField<Values>
            name="customerSecret"
            label="Customer secret"
            hint={keptHint(project?.customerSecret)}
            isRequired={!project}
          >
            <PasswordInput {...form.register("customerSecret")} isMono autoComplete="new-password" />
          </FormField>
        </FormSection>
      )}
      <FormSection
        title="Recorder tokens"
        description="With the App Certificate Tally makes the recorder's channel token itself and knows when it ends."
      >
        <FormField<Values>
          name="appCertificate"
          label="App Certificate"
          hint={keptHint(project?.appCertificate) ?? "Optional. 32 hexadecimal digits"}
        >
          <PasswordInput
            {...form.register("appCertificate")}
            isMono
            autoComplete="new-password"
            readOnly={isRemovingCertificate}
          />
        </FormField>
        {project?.appCertificate && (
          <Checkbox {...form.register("removeAppCertificate")} label="Remove the stored App Certificate" />
        )}
      </FormSection>
      <FormSection
        title="Notifications"
        description="Agora reports what happens to a recording. Each of its products signs with a secret of its own."
      >
        {project && (
          <Field
            label="Address to enter at Agora"
            aside={<CopyButton text={project.callbackUrl}>Copy address</CopyButton>}
          >
            <Input value={project.callbackUrl} readOnly isMono />
          </Field>
        )}
        {!isSandbox &&
          products.map(({ name, label }) => (
            <FormField<Values>
              key={name}
              name={`notificationSecrets.${name}`}
              label={`Secret for ${label}`}
              hint={
                keptHint(project?.notificationSecrets[name]) ?? "Optional. Without it these notifications are refused"
              }
            >
              <PasswordInput {...form.register(`notificationSecrets.${name}`)} isMono autoComplete="new-password" />
            </FormField>
          ))}
      </FormSection>
      <FormActions>
        <Button type="submit" variant="primary" isLoading={form.formState.isSubmitting}>
          {project ? "Save settings" : "Create project"}
        </Button>
      </FormActions>
    </Form>
  );
}

const emptySecrets = {
  customerId: "",
  customerSecret: "",
  appCertificate: "",
  removeAppCertificate: false,
  notificationSecrets: { rtc: "", cloudRecording: "", fls: "" },
};

function initialValues(project: ProjectSettings | undefined): Values {
  return {
    projectId: project?.projectId,
    name: project?.name ?? "",
    appId: project?.appId ?? "",
    serviceArea: project?.serviceArea ?? "NA",
    flsAuth: project?.flsAuth ?? "hmac",
    exclusionSpelling: project?.exclusionSpelling ?? "unsubscribe",
    ...emptySecrets,
  };
}
