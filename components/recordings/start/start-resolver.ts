import { zodResolver } from "@hookform/resolvers/zod";
import type { FieldErrors, Resolver } from "react-hook-form";
import { startRecordingInput, type StartRecordingInput } from "@/lib/features/recordings/schema";
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
  return { ...found, ...listErrors(found) };
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
  const first = Array.isArray(error) ? error.find(Boolean) : error;
  const root = isTree(first) && isTree(first["root"]) ? first["root"] : first;
  const message = isTree(root) ? root["message"] : undefined;
  return { type: "validate", message: typeof message === "string" ? message : "Cannot be used" };
}
