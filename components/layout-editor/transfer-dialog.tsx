"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { fromLayoutConfig, toLayoutConfig } from "@/lib/layout-editor/wire";
import { Button } from "../ui/button";
import { CodeBlock } from "../ui/code-block";
import { CloseButton, Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Textarea } from "../ui/input";
import { Notice } from "../ui/notice";
import type { EditorStore } from "./editor-store";

/** The layout in Agora's own words, to copy or keep, and the same the other way round. */
export function TransferDialog({
  store,
  name,
  isCanvasFixed,
  onClose,
}: {
  store: EditorStore;
  name: string;
  isCanvasFixed: boolean;
  onClose: () => void;
}) {
  const [text, setText] = useState("");
  const [faults, setFaults] = useState<readonly string[]>([]);
  const exported = exportOf(store, name);
  const bring = () => {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      setFaults([`This is not JSON: ${error instanceof Error ? error.message : "it cannot be read"}.`]);
      return;
    }
    const { canvas } = store.document;
    const reading = fromLayoutConfig(value, canvas, store.makeId);
    if ("faults" in reading) {
      setFaults(reading.faults);
      return;
    }
    const next = isCanvasFixed ? { ...reading.document, canvas } : reading.document;
    store.apply("Bring in JSON", () => next);
    onClose();
  };
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="lg"
      title="Layout as JSON"
      description="The layout fields of updateLayout and of start. Hidden regions are left out."
      footer={
        <>
          <CloseButton />
          <Button variant="primary" disabled={text.trim() === ""} onClick={bring}>
            Bring in what is pasted
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <div>
          <CodeBlock title="layout" code={exported} />
          <div className="mt-2 flex gap-2">
            <Button size="sm" icon={<Download aria-hidden="true" />} onClick={() => download(exported, name)}>
              Download
            </Button>
          </div>
        </div>
        <Field
          label="Paste a layout"
          hint="A layoutConfig, a body of updateLayout or start, or what was downloaded here"
          error={faults.length === 0 ? undefined : faults[0]}
        >
          <Textarea isMono rows={6} value={text} onChange={(event) => setText(event.target.value)} />
        </Field>
        {faults.length > 1 && (
          <Notice tone="danger" isAlert title="It cannot be brought in">
            <ul className="list-disc pl-4">
              {faults.slice(1).map((fault) => (
                <li key={fault}>{fault}</li>
              ))}
            </ul>
          </Notice>
        )}
      </div>
    </Dialog>
  );
}

function exportOf(store: EditorStore, name: string): string {
  const { canvas } = store.document;
  return JSON.stringify({ name, ...canvas, ...toLayoutConfig(store.document) }, null, 2);
}

function download(text: string, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = `${name.replaceAll(/[^\w-]+/g, "-").toLowerCase() || "layout"}.json`;
  link.click();
  // The browser has taken hold of it by the next task.
  setTimeout(() => URL.revokeObjectURL(link.href), 0);
}
