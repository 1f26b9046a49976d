import type { RecordingSummary } from "@/lib/features/recordings/types";
import { Time } from "../ui/time";
import { sourceWords } from "./status-words";

/** Why a status is believed: who told us, and how long ago. */
export function Belief({ recording }: { recording: Pick<RecordingSummary, "statusSource" | "statusAt"> }) {
  return (
    <span data-numeric className="whitespace-nowrap text-subtle">
      {sourceWords[recording.statusSource]}, <Time at={recording.statusAt} format="age" />
    </span>
  );
}
