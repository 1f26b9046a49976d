"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { ulid } from "ulid";
import { ActionError } from "@/lib/actions/action-error";
import { recordingsKey, startRecordingMutation } from "@/lib/features/recordings/queries";
import type { RecordingMode } from "@/lib/features/recordings/constants";
import type { StartRecordingInput } from "@/lib/features/recordings/schema";
import { Button, ButtonLink } from "../../ui/button";
import { Form, FormActions, showServerErrors, useUnsavedWarning } from "../../ui/form";
import { Notice } from "../../ui/notice";
import { Segmented } from "../../ui/radio-cards";
import { TechnicalDetails } from "../../ui/states";
import { useHydrated } from "../../ui/use-hydrated";
import { CallExplanation } from "../explanation";
import { reasonOf } from "../reason-sentences";
import { ChannelSection, type StartForm } from "./channel-section";
import { FaultList } from "./fault-list";
import { StartFormSkeleton } from "./form-skeleton";
import { initialValues, type StartFormValues } from "./form-values";
import { IndividualSection } from "./individual-section";
import type { JsonViewProps } from "./json-view";
import { LayoutSection } from "./layout-section";
import { ModeSection } from "./mode-section";
import { MoreSection } from "./more-section";
import { RequestPreview } from "./request-preview";
import { errorsWithoutField, startResolver } from "./start-resolver";
import { StorageSection } from "./storage-section";
import { StreamsSection } from "./streams-section";
import { TokenSection } from "./token-section";
import type { StorageChoice } from "./types";
import { VideoSection } from "./video-section";
import { useHandWritten } from "./use-hand-written";
import { PagePictureSection, PageSection, PushSection } from "./web-section";

type Failure = { title: string; meaning: ReactNode; code?: string; requestId?: string };

type Props = { projectId: string; hasCertificate: boolean; profiles: readonly StorageChoice[] };

/**
 * Starts a recording in one of the three modes, of which only the chosen one's fields are shown. Whatever is refused,
 * nothing typed is lost, and sending it twice is one recording.
 * Shown once it can hear: what is typed into the server's HTML before would be overwritten by the first values.
 */
export function StartForm(props: Props) {
  return useHydrated() ? <LiveStartForm {...props} /> : <StartFormSkeleton />;
}

function LiveStartForm(props: Props) {
  const { projectId, hasCertificate, profiles } = props;
  const router = useRouter();
  const client = useQueryClient();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [firstValues] = useState(() =>
    initialValues({
      projectId,
      recordingId: ulid(),
      storageProfileId: profiles.length === 1 ? (profiles[0]?.profileId ?? "") : "",
      hasCertificate,
    }),
  );
  const form = useForm<StartFormValues, unknown, StartRecordingInput>({
    resolver: startResolver,
    mode: "onTouched",
    defaultValues: firstValues,
  });
  const [view, setView] = useState<"form" | "json">("form");
  const mode = useWatch({ control: form.control, name: "mode" });
  const written = useHandWritten(form, mode, () => setView("form"));
  // A mode with something written by hand is shown as that until it is taken over or given up: it is never left out silently.
  const shown = written.text === null ? view : "json";
  useUnsavedWarning(written.isPending);
  const { mutateAsync } = useMutation({
    ...startRecordingMutation(),
    onSettled: () => client.invalidateQueries({ queryKey: recordingsKey }),
  });

  const hidden = errorsWithoutField(form.formState.errors);

  const submit = async (input: StartRecordingInput) => {
    setFailure(null);
    try {
      const outcome = await mutateAsync(input);
      if (outcome.progress !== "refused") {
        router.push(`/recordings/${outcome.recordingId}`);
        return;
      }
      // That recording has ended before it began; the next try is another one.
      form.setValue("recordingId", ulid());
      setFailure({
        title: "The recording was refused",
        meaning: (
          <>
            {reasonOf(outcome.statusReason)?.sentence ?? "Agora gave no reason."}{" "}
            {outcome.refusal && <CallExplanation call={outcome.refusal} />}
            <Link href={`/recordings/${outcome.recordingId}`} className="font-medium underline">
              See what happened
            </Link>
          </>
        ),
      });
    } catch (error) {
      setFailure(failureOf(error, (fields) => showServerErrors(form, fields)));
    }
  };

  return (
    <Form
      form={form}
      // What stands in the JSON view is not in the form yet: it is taken over first.
      onSubmit={shown === "json" ? () => undefined : submit}
      warnUnsaved
      aria-label="Start recording"
    >
      <ModeSection
        form={form}
        view={
          <Segmented
            size="sm"
            label="Show as"
            options={views}
            value={shown}
            onValueChange={(next) => (next === "form" ? written.takeOver() : setView(next))}
          />
        }
      />
      {shown === "json" ? (
        <JsonView key={mode} form={form} written={written} onLeave={() => setView("form")} />
      ) : (
        <>
          <ModeFields {...props} form={form} mode={mode} />
          <RequestPreview form={form} />
          {hidden.length > 0 && <FaultList title="It cannot be started like this; see the JSON view" faults={hidden} />}
          {failure !== null && (
            <Notice tone="danger" isAlert title={failure.title}>
              {failure.meaning}
              <TechnicalDetails code={failure.code} requestId={failure.requestId} />
            </Notice>
          )}
          <FormActions>
            <ButtonLink href="/recordings">Cancel</ButtonLink>
            <Button type="submit" variant="primary" isLoading={form.formState.isSubmitting}>
              Start recording
            </Button>
          </FormActions>
        </>
      )}
    </Form>
  );
}

const views = [
  { value: "form", label: "Form" },
  { value: "json", label: "JSON" },
] as const;

/** The JSON view, loaded when it is first shown. */
const JsonView = dynamic<JsonViewProps>(() => import("./json-view").then((file) => file.JsonView), { ssr: false });

/** The fields of one mode, and those that all have. */
function ModeFields({
  form,
  mode,
  projectId,
  hasCertificate,
  profiles,
}: Props & { form: StartForm; mode: RecordingMode }) {
  return (
    <>
      {mode === "web" ? (
        <>
          <PageSection form={form} />
          <PagePictureSection form={form} />
        </>
      ) : (
        <ChannelSection form={form} projectId={projectId} mode={mode} />
      )}
      {mode === "composite" && (
        <>
          <LayoutSection form={form} />
          <VideoSection form={form} />
        </>
      )}
      {mode !== "web" && <StreamsSection form={form} />}
      {mode === "individual" && <IndividualSection form={form} />}
      <StorageSection form={form} profiles={profiles} />
      {mode === "web" ? <PushSection form={form} /> : <TokenSection form={form} hasCertificate={hasCertificate} />}
      <MoreSection form={form} />
    </>
  );
}

/** What is said above the buttons; sentences that belong to a field stand there instead. */
function failureOf(error: unknown, showAtFields: (fields: Readonly<Record<string, string>>) => string[]): Failure {
  const title = "The recording was not started";
  if (!(error instanceof ActionError)) {
    // The order may have arrived: the same id makes another press harmless.
    const meaning =
      "The console did not answer. Pressing the button again is safe: it cannot start a second recording.";
    return { title: "It is not known whether the recording was started", meaning };
  }
  const strays = showAtFields(error.fields);
  const hasFields = Object.keys(error.fields).length > strays.length;
  const meaning = strays[0] ?? (hasFields ? "Correct what is marked above." : error.message);
  return { title, meaning, code: error.code, requestId: error.requestId };
}
