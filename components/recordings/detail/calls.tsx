"use client";

import { useState } from "react";
import type { RecordingCall } from "@/lib/features/recordings/types";
import { CodeBlock } from "../../ui/code-block";
import { CodeFormSwitch, type CodeForm } from "../../ui/code-form-switch";
import { CopyButton, CopyId } from "../../ui/copy";
import { Panel } from "../../ui/page-header";
import { Status } from "../../ui/status";
import { Time, TimeZoneName } from "../../ui/time";
import type { Tone } from "../../ui/tone";
import { CallExplanation } from "../explanation";
import { latencyMs, toCurl, toJson } from "./call-text";

/** Every request that could create or change something at Agora, as it was sent, secrets replaced. */
export function Calls({ calls }: { calls: readonly RecordingCall[] }) {
  return (
    <Panel
      title="Calls to Agora"
      description="As they were sent, secrets replaced"
      actions={
        calls.length > 0 && (
          <CopyButton text={() => `[\n${calls.map(toJson).join(",\n")}\n]`} variant="ghost">
            Copy all as JSON
          </CopyButton>
        )
      }
      isFlush
    >
      {calls.length === 0 ? (
        <p className="p-4 text-sm text-muted">Nothing was sent yet.</p>
      ) : (
        <ol aria-label="Calls to Agora">
          {calls.map((call) => (
            <li key={call.id} className="border-b border-line last:border-b-0">
              <Call call={call} />
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}

const outcomes: Record<NonNullable<RecordingCall["outcome"]> | "open", { word: string; tone: Tone }> = {
  ok: { word: "OK", tone: "ok" },
  refused: { word: "Refused", tone: "warning" },
  unknown: { word: "Answer lost", tone: "unknown" },
  open: { word: "Sent", tone: "accent" },
};

function Call({ call }: { call: RecordingCall }) {
  const [isOpen, setIsOpen] = useState(false);
  const { word, tone } = outcomes[call.outcome ?? "open"];
  const took = latencyMs(call);
  return (
    <details onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary className="grid min-h-9 grid-cols-[6.5rem_minmax(0,1fr)_auto_auto] items-center gap-x-3 px-4 py-1 text-sm hover:bg-hover focus-visible:-outline-offset-2">
        <span className="font-medium">{call.operation}</span>
        <span className="flex items-baseline gap-2">
          <Status tone={tone}>{word}</Status>
          <span data-numeric className="truncate text-xs text-subtle">
            {[call.httpStatus, call.code === null ? null : `code ${call.code}`].filter(Boolean).join(", ")}
          </span>
        </span>
        <span data-numeric className="text-xs text-muted">
          {took === null ? "" : `${took} ms`}
        </span>
        <span className="text-xs text-subtle">
          <Time at={call.sentAt} format="time" isZoneShown={false} /> <TimeZoneName />
        </span>
      </summary>
      {isOpen && <CallBody call={call} />}
    </details>
  );
}

function CallBody({ call }: { call: RecordingCall }) {
  const [form, setForm] = useState<CodeForm>("json");
  return (
    <div className="flex flex-col gap-2 px-4 pt-1 pb-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <CodeFormSwitch label="Show the call as" value={form} onValueChange={setForm} />
        {call.requestId !== null && <CopyId label="Agora's request id" value={call.requestId} />}
      </div>
      <CallExplanation call={call} />
      <CodeBlock
        code={form === "json" ? toJson(call) : toCurl(call)}
        title={form === "json" ? "Request and answer" : "cURL"}
      />
      {form === "curl" && (
        <p className="text-xs text-subtle">
          AGORA_HOST is the address of Agora's API or of the sandbox. Replace [secret] before it is sent.
        </p>
      )}
    </div>
  );
}
