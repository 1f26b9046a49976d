import { createHash } from "node:crypto";

/** What the first row of a chain points to. */
export const genesisHash = "0".repeat(64);

/** Everything of an audit row that its hash covers: all columns but its number and the hashes themselves. */
export type ChainedFields = {
  projectId: string | null;
  actorKind: string;
  actorId: string | null;
  action: string;
  targetKind: string;
  targetId: string | null;
  outcome: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  requestId: string | null;
  clientAddress: string | null;
  createdAt: Date;
};

/** SHA-256 of the previous hash and the row's canonical JSON, hex. */
export function chainHash(previousHash: string, row: ChainedFields): string {
  const covered = {
    projectId: row.projectId,
    actorKind: row.actorKind,
    actorId: row.actorId,
    action: row.action,
    targetKind: row.targetKind,
    targetId: row.targetId,
    outcome: row.outcome,
    before: row.before,
    after: row.after,
    requestId: row.requestId,
    clientAddress: row.clientAddress,
    createdAt: row.createdAt.toISOString(),
  };
  return createHash("sha256").update(previousHash).update(canonicalJson(covered)).digest("hex");
}

/** JSON with sorted keys and no spaces: what PostgreSQL's jsonb gives back must hash as what was given to it. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const members = Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(",")}}`;
}

const secretName = /(password|secret|token|certificate|private_?key|access_?key|authorization|cookie)$/i;

/**
 * Details as the row keeps them: plain JSON that jsonb can hold, and a second line of defence that replaces text under
 * a key named like a secret (callers give fingerprints, under names such as `secretKeyFingerprint`).
 */
export function auditDetails(details: Record<string, unknown> | null | undefined): Record<string, unknown> | null {
  if (!details) return null;
  const json = JSON.stringify(details, (key, value: unknown) => {
    if (typeof value !== "string") return value;
    return secretName.test(key) ? "[secret]" : storableText(value);
  });
  return JSON.parse(json) as Record<string, unknown>; // An object went in, so one comes out.
}

/** PostgreSQL refuses NUL and lone surrogates; an audit row must be written whatever a client sent. */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\uFFFD");
}
