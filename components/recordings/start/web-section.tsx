"use client";

import { Checkbox } from "../../ui/checkbox";
import { FieldGroup } from "../../ui/field";
import { FormField, FormSection } from "../../ui/form";
import { Input, PasswordInput } from "../../ui/input";
import type { StartForm } from "./channel-section";
import type { StartFormValues } from "./form-values";

/** An empty field is Agora's own default. */
const optionalNumber = { setValueAs: (text: unknown) => (text === "" || text === null ? null : Number(text)) };
const number = { valueAsNumber: true } as const;

/** Which page is recorded, and how long. */
export function PageSection({ form }: { form: StartForm }) {
  return (
    <FormSection title="Page" description="Agora opens it in a browser of its own, without anybody signed in.">
      <FormField<StartFormValues>
        name="channelName"
        label="Label"
        hint="Names the recording and its files; up to 800 bytes, without / and \"
        isRequired
      >
        <Input {...form.register("channelName")} autoComplete="off" />
      </FormField>
      <FormField<StartFormValues>
        name="page.url"
        label="Address"
        hint="http:// or https://, reachable for Agora without signing in. It is stored and shown as it is: put no secret into it."
        isRequired
      >
        <Input
          {...form.register("page.url")}
          isMono
          inputMode="url"
          autoComplete="off"
          placeholder="https://example.com/stage"
        />
      </FormField>
      <div className="grid gap-5 sm:grid-cols-2">
        <FormField<StartFormValues>
          name="page.maxHours"
          label="Ends after"
          hint="1 to 720 hours, at most the control time. Nothing else ends it by itself."
        >
          <Input {...form.register("page.maxHours", number)} type="number" min={1} max={720} className="max-w-32" />
        </FormField>
        <FormField<StartFormValues>
          name="page.readyTimeoutSeconds"
          label="Page must be ready within"
          hint="0 to 60 s; 0: not checked. The page says so by navigator.notifyReady(); else it is loaded again once, then it ends."
        >
          <Input
            {...form.register("page.readyTimeoutSeconds", number)}
            type="number"
            min={0}
            max={60}
            className="max-w-32"
          />
        </FormField>
      </div>
      <FieldGroup label="Beginning">
        <div className="flex flex-col gap-2">
          <Checkbox
            {...form.register("page.startsOnHold")}
            label="Start on hold"
            hint="The page is opened, but nothing is recorded until somebody resumes it"
          />
          <Checkbox
            {...form.register("page.isMobile")}
            label="As a mobile browser"
            hint="The page is asked for and shown as on a telephone"
          />
        </div>
      </FieldGroup>
    </FormSection>
  );
}

/** Size and rate of the picture of a page. */
export function PagePictureSection({ form }: { form: StartForm }) {
  return (
    <FormSection title="Picture" description="The page is laid out in this size, so it should fit one screen of it.">
      <div className="grid gap-4 sm:grid-cols-4">
        <FormField<StartFormValues> name="page.width" label="Width" hint="240 to 1920 px">
          <Input {...form.register("page.width", number)} type="number" min={240} max={1920} step={2} />
        </FormField>
        <FormField<StartFormValues> name="page.height" label="Height" hint="240 to 1920 px">
          <Input {...form.register("page.height", number)} type="number" min={240} max={1920} step={2} />
        </FormField>
        <FormField<StartFormValues> name="page.fps" label="Frame rate" hint="5 to 60 fps">
          <Input {...form.register("page.fps", optionalNumber)} type="number" min={5} max={60} placeholder="15" />
        </FormField>
        <FormField<StartFormValues> name="page.bitrateKbps" label="Bitrate" hint="50 to 8000 kbps">
          <Input
            {...form.register("page.bitrateKbps", optionalNumber)}
            type="number"
            min={50}
            max={8000}
            placeholder="auto"
          />
        </FormField>
      </div>
    </FormSection>
  );
}

/** Where the page is pushed besides being recorded. */
export function PushSection({ form }: { form: StartForm }) {
  return (
    <FormSection
      title="Push"
      description="Sends the page to a CDN while it is recorded. That it fails does not end the recording."
    >
      <FormField<StartFormValues>
        name="pushTo"
        label="RTMP address"
        aside="optional"
        hint="rtmp:// or rtmps://, with its stream key. Stored encrypted; only its host is shown again. It can be changed while the page is recorded, but not added."
      >
        <PasswordInput {...form.register("pushTo")} isMono autoComplete="off" />
      </FormField>
    </FormSection>
  );
}
