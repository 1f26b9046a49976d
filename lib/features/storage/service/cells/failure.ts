import "server-only";
import { AgoraError, AgoraUnreachable } from "@/lib/agora/errors";
import { TallyError } from "@/lib/errors";
import type { CellFailure } from "../../types";

/**
 * A question to Agora that failed, for screens, which have words for the documented statuses (FLS contract §1.5).
 * @throws what is neither Agora's nor the deadline's
 */
export function toFailure(error: unknown, deadline: AbortSignal): CellFailure {
  if (deadline.aborted) {
    return { code: "timeout", message: "Agora did not answer in time.", requestId: null };
  }
  if (error instanceof TallyError && error.code === "INVALID") {
    return { code: "notReady", message: error.message, requestId: null };
  }
  if (!(error instanceof AgoraError)) throw error;
  const { message, httpStatus, requestId } = error;
  const noAnswer = error instanceof AgoraUnreachable ? "unreachable" : "noAnswer";
  return { code: httpStatus === null ? noAnswer : `http${httpStatus}`, message, requestId };
}
