import type { Context } from "hono";
import { z } from "zod";

/** A refusal of the control API; its sentence is for whoever wrote the request. */
export class ControlError extends Error {
  override readonly name = "ControlError";
  readonly status: 400 | 401 | 403 | 404 | 409;

  constructor(status: ControlError["status"], sentence: string) {
    super(sentence);
    this.status = status;
  }
}

/** The JSON body of a control request. @throws ControlError 400 that names the first wrong field */
export async function readJson<S extends z.ZodType>(context: Context, schema: S): Promise<z.output<S>> {
  let body: unknown;
  try {
    body = JSON.parse(await context.req.text());
  } catch {
    throw new ControlError(400, "The body must be JSON.");
  }
  return check(schema, body);
}

/** The query of a control request. @throws ControlError 400 that names the first wrong parameter */
export function readQuery<S extends z.ZodType>(context: Context, schema: S): z.output<S> {
  return check(schema, context.req.query());
}

/** Where a list begins and how much of it is wanted. */
const pageQuery = z.object({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});

/** As `pageQuery`, or the newest so many with `last`. */
export const listQuery = pageQuery.extend({ last: z.coerce.number().int().min(1).max(1000).optional() });

function check<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new ControlError(400, `${issue?.path.join(".") || "The body"}: ${issue?.message ?? "is not valid"}`);
}
