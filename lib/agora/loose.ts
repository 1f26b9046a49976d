import { z } from "zod";

/**
 * Readers for what Agora sends. Its pages contradict each other on types (contract §0.2): numbers and booleans may be
 * strings, ids may be numbers, times may be in seconds. Unknown keys are dropped.
 */
export const looseText = z.union([z.string(), z.number().transform(String)]);

export const looseNumber = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .transform(Number),
]);

export const looseBoolean = z.union([z.boolean(), z.enum(["true", "false"]).transform((word) => word === "true")]);

/** The largest time that a Date can hold, in milliseconds. */
const latestMs = 8.64e15;

/** Numbers below 10^12 are seconds (C5); 0, less, and what no Date can hold stand for "not known". */
export const looseTime = looseNumber.transform((value) => {
  const ms = value < 1e12 ? value * 1000 : value;
  return ms > 0 && ms <= latestMs ? new Date(ms) : null;
});

/** Reads a field that may be missing or of another form: null then, so that the rest of the answer is not lost. */
export function maybe<S extends z.ZodType>(schema: S) {
  return schema
    .nullish()
    .catch(null)
    .transform((value): z.output<S> | null => value ?? null);
}

/** A list without those of its items that cannot be read, so that the others are not lost; empty when it is missing. */
export function listOf<S extends z.ZodType>(item: S) {
  return maybe(z.array(z.unknown())).transform((values) =>
    (values ?? []).flatMap((value): z.output<S>[] => {
      const read = item.safeParse(value);
      return read.success ? [read.data] : [];
    }),
  );
}
