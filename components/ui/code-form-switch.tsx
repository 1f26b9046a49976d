"use client";

import { Segmented } from "./radio-cards";

export type CodeForm = "json" | "curl";

const options: { value: CodeForm; label: string }[] = [
  { value: "json", label: "JSON" },
  { value: "curl", label: "cURL" },
];

/** Chooses how a request is written out. */
export function CodeFormSwitch({
  label,
  value,
  onValueChange,
}: {
  label: string;
  value: CodeForm;
  onValueChange: (value: CodeForm) => void;
}) {
  return <Segmented size="sm" label={label} options={options} value={value} onValueChange={onValueChange} />;
}
