import { zodResolver } from "@hookform/resolvers/zod";
import type { FieldErrors, Resolver } from "react-hook-form";
import { startRecordingInput, type StartRecordingInput } from "@/lib/features/recordings/schema";
import type { RequestFault } from "@/lib/features/recordings/types";
import type { StartFormValues } from "./form-values";
import { toInput } from "./to-input";

const check = zodResolver(startRecordingInput);

/** Checks the form with the action's own schema. */
export const startResolver: Resolver<StartFormValues, unknown, StartRecordingInput> = async (
  values,
  _context,
  options,
) => {
  const input = toInput(values, Date.now());
  // Refs of the fields are looked up by name, and both shapes share their names.
  const { errors } = await check(input, undefined, {
    criteriaMode: options.criteriaMode,
    shouldUseNativeValidation: false,
    fields: {},
  });
  if (Object.keys(errors).length === 0) return { values: startRecordingInput.parse(input), errors: {} };
  return { values: {}, errors: toFieldErrors(errors) };
};

/** The input's errors at the form's fields: lists are one text field here, and some choices have a field of their own. */
function toFieldErrors(errors: object): FieldErrors<StartFormValues> {
  const found: Record<string, unknown> = { ...errors };
  if (found["filePrefix"]) found["filePrefix"] = leaf(found["filePrefix"]);
  if (hasMessage(found["snapshots"])) found["snapshots"] = { kind: leaf(found["snapshots"]) };
  const { layout } = found;
  if (isTree(layout) && layout["regions"]) found["layout"] = { ...layout, regions: leaf(layout["regions"]) };
  return { ...found, ...listErrors(found) };
}

/** What is only set in the JSON view, by its beginning. */
const fieldless = [
  "serviceArea",
  "regionAffinity",
  "excludeResourceIds",
  "serverSideEncryption",
  "tag",
  "privateParams",
  "layout.backgroundImageUrl",
  "layout.userImageUrl",
  "layout.userImages",
];

/** The errors of a form for which it shows no field, as sentences with their paths. */
export function errorsWithoutField(errors: object): RequestFault[] {
  return sentencesIn(errors, "").filter(({ path }) =>
    fieldless.some((beginning) => path === beginning || path.startsWith(`${beginning}.`)),
  );
}

function sentencesIn(error: unknown, path: string): RequestFault[] {
  if (!isTree(error)) return [];
  const { message, ref: _ref, ...parts } = error;
  if (typeof message === "string") return [{ path, message }];
  return Object.entries(parts).flatMap(([key, part]) =>
    // A list's own error stands below its name as `root`.
    sentencesIn(part, [path, key].filter((one) => one !== "" && one !== "root").join(".")),
  );
}

/** Errors of subscription lists, each of which is one text field in a form. */
export function listErrors(errors: object): object {
  const lists = "subscription" in errors ? errors.subscription : undefined;
  if (!isTree(lists)) return {};
  const media = Object.entries(lists).map(([medium, error]) => [
    medium,
    isTree(error) && error["uids"] ? { ...error, uids: leaf(error["uids"]) } : error,
  ]);
  return { subscription: Object.fromEntries(media) };
}

type Tree = Record<string, unknown>;

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null;
}

function hasMessage(error: unknown): boolean {
  return isTree(error) && typeof error["message"] === "string";
}

/** The first message at or below an error. */
function leaf(error: unknown): { type: string; message: string } {
  return { type: "validate", message: sentencesIn(error, "")[0]?.message ?? "Cannot be used" };
}
