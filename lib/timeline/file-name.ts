import { two, wallTimeAt } from "./zone";

/** What a name template can say. Times are written in UTC, as in the names Agora itself forms (FLS contract §4). */
export type NameValues = {
  entry: string;
  stream: string;
  area: string;
  label: string;
  user: string;
  /** Null: that of the latest file, and which moment that is, is not known. */
  startMs: number | null;
  /** Of a snapshot the same as the start; null as there. */
  endMs: number | null;
  /** Counts from 1. */
  n: number;
};

export const extensions = { clip: ".m3u8", snapshot: ".jpg" } as const;
export type PickKind = keyof typeof extensions;

export const defaultTemplates: Readonly<Record<PickKind, string>> = {
  clip: "{stream}-{start:yyyyMMdd-HHmmss}-{dur}",
  snapshot: "{stream}-{start:yyyyMMdd-HHmmss}",
};

/** The tokens, for people. */
export const nameTokens: readonly { token: string; says: string }[] = [
  { token: "{entry}", says: "entry point" },
  { token: "{stream}", says: "stream" },
  { token: "{area}", says: "area" },
  { token: "{start:yyyyMMdd-HHmmss}", says: "start, in UTC" },
  { token: "{end:HHmmss}", says: "end, in UTC" },
  { token: "{dur}", says: "length, such as 1m30s" },
  { token: "{n:03}", says: "counter with zeros" },
  { token: "{label}", says: "the label" },
  { token: "{user}", says: "your name" },
];

const longestStem = 200;
/** Stands for a moment that is not known. */
const unknownTime = "latest";

/** A name made from a template, without its extension; or what is wrong, in a sentence. */
export type RenderedName = { ok: true; stem: string } | { ok: false; sentence: string };

export function renderName(template: string, values: NameValues): RenderedName {
  const unknown: string[] = [];
  const stem = template
    .replaceAll(/\{([^{}]*)\}/g, (whole, inside: string) => {
      const text = valueOf(inside, values);
      if (text === null) unknown.push(whole);
      return allowed(text ?? "");
    })
    .trim();
  if (unknown.length > 0) return { ok: false, sentence: `${unknown.join(", ")} is no token that names can have` };
  const issue = stemIssue(stem);
  return issue === null ? { ok: true, stem } : { ok: false, sentence: issue };
}

/** Why a name without its extension cannot be used; null when it can (FLS contract §4, names are refused with a slash). */
export function stemIssue(stem: string): string | null {
  if (stem === "") return "Enter a name";
  if (stem.length > longestStem) return `Must be at most ${longestStem} characters before the extension`;
  if (!/^[A-Za-z0-9_-]/.test(stem)) return "Must begin with a letter, a digit, a hyphen or an underscore";
  if (!/^[A-Za-z0-9._-]+$/.test(stem)) return "Only letters, digits, dots, hyphens and underscores";
  return null;
}

/** The first of `name`, `name-2`, `name-3`, … that is not taken. */
export function freeName(stem: string, kind: PickKind, isTaken: (fileName: string) => boolean): string {
  const extension = extensions[kind];
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? "" : `-${number}`;
    const fileName = `${stem.slice(0, longestStem - suffix.length)}${suffix}${extension}`;
    if (!isTaken(fileName)) return fileName;
  }
}

/** A file's name without the extension of its kind; null where it has another. */
export function stemOf(fileName: string, kind: PickKind): string | null {
  const extension = extensions[kind];
  return fileName.endsWith(extension) ? fileName.slice(0, -extension.length) : null;
}

function valueOf(inside: string, values: NameValues): string | null {
  const colon = inside.indexOf(":");
  const [name, format] = colon < 0 ? [inside, null] : [inside.slice(0, colon), inside.slice(colon + 1)];
  switch (name) {
    case "start":
      return timeText(values.startMs, format ?? "yyyyMMdd-HHmmss");
    case "end":
      return timeText(values.endMs, format ?? "yyyyMMdd-HHmmss");
    case "n":
      return format === null || /^0\d$/.test(format) ? String(values.n).padStart(Number(format ?? 1), "0") : null;
    case "dur":
      return format === null ? durationText(values) : null;
    case "entry":
    case "stream":
    case "area":
    case "label":
    case "user":
      return format === null ? values[name] : null;
    default:
      return null;
  }
}

function timeText(atMs: number | null, format: string): string {
  if (atMs === null) return unknownTime;
  const { year, month, day, hour, minute, second, ms } = wallTimeAt(atMs, "UTC");
  const parts: Readonly<Record<string, string>> = {
    yyyy: String(year),
    MM: two(month),
    dd: two(day),
    HH: two(hour),
    mm: two(minute),
    ss: two(second),
    SSS: String(ms).padStart(3, "0"),
  };
  return format.replaceAll(/yyyy|MM|dd|HH|mm|ss|SSS/g, (part) => parts[part] ?? part);
}

/** `1h02m05s`, `1m30s`, `9s`. */
function durationText({ startMs, endMs }: NameValues): string {
  if (startMs === null || endMs === null) return unknownTime;
  const seconds = Math.max(0, Math.round((endMs - startMs) / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  if (hours > 0) return `${hours}h${two(minutes)}m${two(seconds % 60)}s`;
  return minutes > 0 ? `${minutes}m${two(seconds % 60)}s` : `${seconds}s`;
}

/** A value may hold anything; a name may not. */
function allowed(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^A-Za-z0-9._-]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
}
