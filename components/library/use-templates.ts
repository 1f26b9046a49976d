"use client";

import { useState } from "react";
import { defaultTemplates, type PickKind } from "@/lib/timeline/file-name";

const storageKey = "tally-name-templates";

/** Name templates of this browser. Where it keeps nothing, those of the product. */
export function useTemplates() {
  const [templates, setTemplates] = useState(readTemplates);
  const setTemplate = (kind: PickKind, template: string) => {
    const next = { ...templates, [kind]: template };
    setTemplates(next);
    try {
      window.localStorage.setItem(storageKey, JSON.stringify(next));
    } catch {
      // A browser that keeps nothing forgets it with the page.
    }
  };
  return { templates, setTemplate };
}

function readTemplates(): Record<PickKind, string> {
  try {
    const kept: unknown = JSON.parse(window.localStorage.getItem(storageKey) ?? "null");
    if (typeof kept !== "object" || kept === null) return { ...defaultTemplates };
    const read = (kind: PickKind) => {
      const value = Object.entries(kept).find(([key]) => key === kind)?.[1];
      return typeof value === "string" && value !== "" ? value.slice(0, 300) : defaultTemplates[kind];
    };
    return { clip: read("clip"), snapshot: read("snapshot") };
  } catch {
    return { ...defaultTemplates };
  }
}
