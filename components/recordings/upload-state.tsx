import { isFinished } from "@/lib/features/recordings/lifecycle";
import type { RecordingSummary } from "@/lib/features/recordings/types";
import { Progress } from "../ui/progress";
import { StatusDot } from "../ui/status";

/** How much of what was recorded has reached a bucket, as Agora reports it; nothing is guessed between two reports. */
export function UploadState({
  recording: { status, uploadProgress },
}: {
  recording: Pick<RecordingSummary, "status" | "uploadProgress">;
}) {
  if (status === "uploaded") {
    return (
      <span className="inline-flex items-center gap-1.5">
        <StatusDot tone="ok" />
        100 %
      </span>
    );
  }
  if (uploadProgress === null)
    return <span className="text-subtle">{isFinished(status) ? "–" : "not reported yet"}</span>;
  const percent = Math.floor(uploadProgress / 100);
  // A bar that is full would look like success.
  if (isFinished(status)) return <span className="text-subtle">{percent} % reported</span>;
  return (
    <span className="inline-flex items-center gap-2">
      <Progress label="Upload" value={percent} className="w-14" />
      <span data-numeric>{percent} %</span>
    </span>
  );
}
