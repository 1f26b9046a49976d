import { isFinished } from "@/lib/features/recordings/lifecycle";
import type { RecordingDetail } from "@/lib/features/recordings/types";
import { Stat } from "../../ui/description-list";
import { Progress } from "../../ui/progress";
import { StatusDot } from "../../ui/status";
import { Duration, Time } from "../../ui/time";
import type { Tone } from "../../ui/tone";
import { formatBytes } from "../format-bytes";
import { wordsOf } from "../status-words";

/** The figures of a recording that one wants at a glance. */
export function Facts({ recording }: { recording: RecordingDetail }) {
  const { startedAt, stoppedAt, finishedAt, slices, files, controlEndsAt, status } = recording;
  const bytes = files.reduce((sum, file) => sum + (file.sizeBytes ?? 0), slices.sizeBytes);
  const upload = uploadFact(recording);
  return (
    <dl className="grid grid-cols-2 divide-line overflow-hidden rounded-lg border border-line bg-panel sm:grid-cols-4 sm:divide-x">
      <Stat
        label="Duration"
        value={<Duration since={startedAt} until={stoppedAt ?? finishedAt} />}
        hint={startedAt !== null ? <Time at={startedAt} /> : isFinished(status) ? "never started" : "not started yet"}
      />
      <Stat label="Upload" mark={<StatusDot tone={upload.tone} />} value={upload.value} hint={upload.hint} />
      <Stat
        label="Files"
        value={files.length}
        hint={`${slices.count} slice${slices.count === 1 ? "" : "s"} seen${bytes > 0 ? `, ${formatBytes(bytes)}` : ""}`}
      />
      {isFinished(status) ? (
        <Stat
          label="Ended"
          value={<Time at={finishedAt} format="time" isZoneShown={false} />}
          hint={<Time at={finishedAt} />}
        />
      ) : (
        <Stat
          label="Control ends"
          value={<Time at={controlEndsAt} format="age" />}
          hint={controlEndsAt === null ? "counted from the start" : <Time at={controlEndsAt} />}
        />
      )}
    </dl>
  );
}

function uploadFact(recording: RecordingDetail): { tone: Tone; value: string; hint: React.ReactNode } {
  const { status, uploadProgress } = recording;
  const { tone, word } = wordsOf(recording);
  if (isFinished(status)) return { tone, value: status === "uploaded" ? "100 %" : "–", hint: word };
  if (uploadProgress === null) return { tone: "neutral", value: "–", hint: "not reported yet" };
  const percent = Math.floor(uploadProgress / 100);
  return {
    tone: "accent",
    value: `${percent} %`,
    hint: <Progress label="Uploaded share of what is recorded" value={percent} className="mt-1.5" />,
  };
}
