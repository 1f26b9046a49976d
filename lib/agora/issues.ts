import type { z } from "zod";

/** What is wrong with one field of a request. `path` is dotted from the body's root, `message` completes "<field> ...". */
export type RequestIssue = { path: string; message: string };

/** The issues of a failed parse, first the one the server would name. */
export function requestIssues(error: z.ZodError): RequestIssue[] {
  return error.issues.map((issue) => ({ path: issue.path.map(String).join("."), message: issue.message }));
}
