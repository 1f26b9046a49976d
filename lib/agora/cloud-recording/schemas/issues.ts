import type { RequestIssue } from "../../issues";
import { notAChannelName } from "./common";

export { requestIssues, type RequestIssue } from "../../issues";

/** Operations as Agora names them. */
export type WireOperation = "acquire" | "start" | "query" | "update" | "updateLayout" | "stop";

/** The body of a 400 answer. */
export type WireRefusal = { code: number; reason: string };

/**
 * The documented 400 body for a request that its schema refuses (contract §6.2, §6.4): code 2 with a reason of the
 * one documented form (`Acquire: invalid resourceExpiredHour value!`), except for a text that acquire does not take as a
 * channel name. A channel name that is missing, or no text, is a parameter like any other.
 */
export function refusalOf(operation: WireOperation, issues: readonly RequestIssue[]): WireRefusal {
  const [issue] = issues;
  const field = (issue?.path ?? "").replace(/^clientRequest\./, "");
  if (operation === "acquire" && field === "cname" && issue?.message === notAChannelName) {
    return { code: 401, reason: "invalid_channel_name" };
  }
  const name = operation.charAt(0).toUpperCase() + operation.slice(1);
  return { code: 2, reason: `${name}: invalid ${field || "request"} value!` };
}
