import type { z } from "zod";
import {
  refusalOf,
  requestIssues,
  wireModes,
  type WireMode,
  type WireOperation,
} from "@/lib/agora/cloud-recording/schemas";
import type { World } from "../world";
import type { Switches } from "../state/switches";
import { type Refusal, refuse } from "./call";

/**
 * The body of a call with every default filled in.
 * @throws Refusal 400 in the documented form for a body that its schema does not accept (contract §6.4).
 */
export function checkBody<S extends z.ZodType>(
  { switches }: Pick<World, "switches">,
  operation: WireOperation,
  schema: S,
  body: unknown,
): z.output<S> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const { code, reason } = refusalOf(operation, requestIssues(result.error));
  if (code === 401) throw refuseName(switches.now);
  if (operation === "updateLayout") throw refuseLayout(switches.now, reason);
  throw refuse(400, code, reason);
}

/** The refusal of a name in acquire; the legacy code has no documented text, so it gets the words of its meaning (§6.3). */
export function refuseName({
  invalidChannelCode,
  legacyCodeStatus,
}: Pick<Switches, "invalidChannelCode" | "legacyCodeStatus">): Refusal {
  if (invalidChannelCode === 401) return refuse(400, 401, "invalid_channel_name");
  return refuse(legacyCodeStatus, invalidChannelCode, "invalid channel name");
}

/** The refusal of an updateLayout, by the current code or the legacy one. */
export function refuseLayout(
  { invalidLayoutCode, legacyCodeStatus }: Pick<Switches, "invalidLayoutCode" | "legacyCodeStatus">,
  reason: string,
): Refusal {
  return refuse(invalidLayoutCode === 1028 ? legacyCodeStatus : 400, invalidLayoutCode, reason);
}

/** @throws Refusal 400 code 2 for a mode that does not exist. */
export function checkMode(operation: WireOperation, mode: string): WireMode {
  const known = wireModes.find((name) => name === mode);
  if (!known) throw refuse(400, 2, refusalOf(operation, [{ path: "mode", message: "is unknown" }]).reason);
  return known;
}
