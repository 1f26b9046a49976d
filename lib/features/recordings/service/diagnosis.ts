import type { ReasonCode } from "../constants";

/** Why a recording failed: a code, and Agora's own words where it gave some. */
export type Diagnosis = { code: string; reason: string | null };

/** How much each code explains. A cause outranks its symptom, whichever was learnt first. */
const weight: Partial<Record<ReasonCode | "refused", number>> = {
  cancelled: 1,
  endedByItself: 1,
  uploadNotProven: 2,
  putOut: 2,
  closedByHand: 10,
  vanished: 3,
  notConfirmed: 3,
  exitedAbnormally: 4,
  recorderError: 5,
  uploadFailed: 6,
  tokenExpired: 7,
  tokenRejected: 7,
  storageRejected: 8,
  startedElsewhere: 9,
  refused: 9,
};

/**
 * The better of two diagnoses. Commutative, associative and idempotent, so that notifications in any order end with the
 * same one (invariant I5): what does not differ in weight is ordered by its text.
 */
export function joinDiagnosis(a: Diagnosis | null, b: Diagnosis | null): Diagnosis | null {
  if (a === null || b === null) return a ?? b;
  const keyOf = ({ code, reason }: Diagnosis) => [weightOf(code), code, reason ?? ""] as const;
  const [weightA, codeA, reasonA] = keyOf(a);
  const [weightB, codeB, reasonB] = keyOf(b);
  if (weightA !== weightB) return weightA > weightB ? a : b;
  if (codeA !== codeB) return codeA > codeB ? a : b;
  return reasonA >= reasonB ? a : b;
}

function weightOf(code: string): number {
  return Object.entries(weight).find(([known]) => known === code)?.[1] ?? 0;
}
