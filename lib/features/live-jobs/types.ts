import type { LiveJobKind, LiveJobState } from "./constants";

/** A change of live streaming as screens see it. Times are ISO 8601. */
export type LiveJob = {
  jobId: string;
  kind: LiveJobKind;
  targetKey: string;
  state: LiveJobState;
  isTerminal: boolean;
  /** A code for what came of it or what it waits for; null while there is nothing to say. */
  code: string | null;
  /** Agora's or our sentence, free of secrets. */
  reason: string | null;
  requestId: string | null;
  sentCount: number;
  details: Record<string, unknown>;
  createdBy: string;
  createdAt: string;
  sentAt: string | null;
  acceptedAt: string | null;
  finishedAt: string | null;
};
