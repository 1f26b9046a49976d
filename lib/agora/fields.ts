import { z } from "zod";

/** Fields that requests of several of Agora's services have in common. A message completes "<field> ...". */
export const text = z.string("must be a string").min(1, "must not be empty");

export const flag = z.boolean("must be true or false");

/** A whole number in a range, both ends included. */
export function whole(min: number, max: number, unit = "") {
  const message = `must be a whole number from ${min} to ${max}${unit && ` ${unit}`}`;
  return z.int(message).min(min, message).max(max, message);
}

/** One of a few documented values. */
export function oneOf<const V extends string | number>(...values: V[]) {
  return z.literal(values, `must be ${values.map((value) => JSON.stringify(value)).join(", ")}`);
}
