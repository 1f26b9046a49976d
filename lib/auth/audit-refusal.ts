import "server-only";
import type { Actor } from "@/lib/db/actor";
import { writeAudit } from "@/lib/db/audit";
import type { Database } from "@/lib/db/client";
import type { ErrorCode } from "@/lib/errors";
import type { Action } from "@/lib/features/accounts/constants";

type Refusal = {
  actor: Actor;
  action: Action;
  projectId: string | null;
  code: ErrorCode;
  requestId: string;
  clientAddress: string | null;
};

/**
 * Keeps what someone tried and may not do. In the project's own chain where they have a part in it; otherwise in the
 * installation's, because the project may not exist and its auditors need not see strangers.
 */
export async function auditRefusal(db: Database, { projectId, code, ...refusal }: Refusal): Promise<void> {
  const isOfProject = projectId !== null && code === "FORBIDDEN";
  await db.transaction((tx) =>
    writeAudit(tx, {
      ...refusal,
      projectId: isOfProject ? projectId : null,
      targetKind: "project",
      targetId: projectId?.slice(0, 64) ?? null,
      outcome: "refused",
      after: { code },
    }),
  );
}
