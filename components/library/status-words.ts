import { itemCodes } from "@/lib/features/library/constants";
import type { ItemStatus } from "@/lib/features/library/lifecycle";
import type { LibraryItem } from "@/lib/features/library/types";
import type { Tone } from "../ui/tone";

export const statusWords: Readonly<Record<ItemStatus, { word: string; tone: Tone }>> = {
  requested: { word: "Requested", tone: "neutral" },
  sent: { word: "Sent", tone: "accent" },
  accepted: { word: "Accepted", tone: "accent" },
  taken: { word: "Accepted, not looked for", tone: "neutral" },
  seen: { word: "Seen", tone: "ok" },
  missing: { word: "Never appeared", tone: "warning" },
  unknown: { word: "Unknown", tone: "unknown" },
  lost: { word: "No sign of it", tone: "unknown" },
  refused: { word: "Refused", tone: "danger" },
  notSent: { word: "Not sent", tone: "danger" },
};

/** Why a state is believed, as a sentence without its time. */
export function beliefOf(item: Pick<LibraryItem, "status" | "kind" | "seenBy" | "code" | "reason">): string {
  const file = item.kind === "clip" ? "playlist" : "picture";
  switch (item.status) {
    case "requested":
      return item.code === null
        ? "Written down; an engine sends it."
        : `It is tried again: ${item.reason ?? wordsOf(item.code)}`;
    case "sent":
      return "It is on its way to Agora.";
    case "accepted":
      return `Agora said 200, which is all it says. Its ${file} is being looked for.`;
    case "taken":
      return item.reason ?? "Agora said 200. Where its files can be fetched is not set, so it is not looked for.";
    case "seen":
      return item.seenBy === "notification" ? "Agora announced the file." : `Its ${file} was read.`;
    case "missing":
      return `Agora said 200, and in ten minutes no ${file} appeared. It can be asked for again under another name.`;
    case "unknown":
      return `Agora's answer was lost. It is not sent twice; its ${file} is being looked for.`;
    case "lost":
      if (item.code === itemCodes.couldNotLook) return item.reason ?? "Whether it was made is not known.";
      return `Agora's answer was lost, and in five minutes no ${file} appeared. It can be asked for again under another name.`;
    case "refused":
    case "notSent":
      return item.code === null ? (item.reason ?? "No reason is known.") : wordsOf(item.code, item.reason);
  }
}

/** Plain words for the documented codes (FLS contract §1.5) and ours. */
export function wordsOf(code: string, reason: string | null = null): string {
  switch (code) {
    case "http400":
      return "Agora refused a value: the times may lie outside what was recorded, or the name is taken. Choose other times, or repeat it under another name.";
    case "http401":
      return "Agora did not accept the project's customer ID and secret. An admin checks them in the settings.";
    case "http404":
      return "Agora has no recording of this stream at that time, or does not know the entry point. The timeline shows what was recorded.";
    case "http429":
      return "Too many requests a second. It is sent again by itself.";
    case "unreachable":
      return "No connection to Agora could be made. Nothing was sent.";
    case "gaveUp":
      return "It could not be sent for a quarter of an hour. Nothing was made; repeat it when Agora can be reached.";
    default:
      return reason ?? "Agora gave no reason.";
  }
}
