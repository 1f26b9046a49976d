import Link from "next/link";
import type { RecordingCall } from "@/lib/features/recordings/types";
import { TechnicalDetails } from "../ui/states";
import { explainCall, type Explanation } from "./agora-codes";

/** The pages of this console where something can be put right. */
export const remedies = {
  storage: { href: "/storage", label: "Storage profiles" },
  settings: { href: "/settings", label: "Project settings" },
  start: { href: "/recordings/new", label: "Start recording" },
} as const satisfies Record<NonNullable<Explanation["remedy"]>, { href: string; label: string }>;

/** A failed call in words: what happened, what it means, what to do; its code and request id are one click away. */
export function CallExplanation({
  call,
}: {
  call: Pick<RecordingCall, "operation" | "outcome" | "httpStatus" | "code" | "reason" | "requestId">;
}) {
  const explanation = explainCall(call);
  if (explanation === null) return null;
  const { happened, means, todo, remedy } = explanation;
  return (
    <div className="text-sm">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1">
        <dt className="text-subtle">What happened</dt>
        <dd>{happened}</dd>
        <dt className="text-subtle">What it means</dt>
        <dd>{means}</dd>
        <dt className="text-subtle">What to do</dt>
        <dd>
          {todo}
          {remedy !== undefined && (
            <>
              {" "}
              <Link href={remedies[remedy].href} className="font-medium underline">
                {remedies[remedy].label}
              </Link>
            </>
          )}
        </dd>
      </dl>
      <TechnicalDetails
        code={codeWords(call)}
        requestId={call.requestId ?? undefined}
        raw={call.reason === null ? undefined : call.reason}
      />
    </div>
  );
}

function codeWords({ operation, httpStatus, code }: Pick<RecordingCall, "operation" | "httpStatus" | "code">): string {
  const parts = [operation, httpStatus === null ? null : `HTTP ${httpStatus}`, code === null ? null : `code ${code}`];
  return parts.filter((part) => part !== null).join(", ");
}
