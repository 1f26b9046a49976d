import type { RecordingMode } from "@/lib/features/recordings/constants";
import type { StreamChoice } from "@/lib/features/recordings/schema";

export const modeNames: Record<RecordingMode, string> = {
  composite: "Composite",
  individual: "Individual",
  web: "Web page",
};

/** Whose stream a choice names. */
export function choiceWords(choice: StreamChoice): string {
  switch (choice.kind) {
    case "everyone":
      return "Everybody";
    case "nobody":
      return "Nobody";
    case "only":
      return `Only ${choice.uids.join(", ")}`;
    case "except":
      return `Everybody but ${choice.uids.join(", ")}`;
  }
}
