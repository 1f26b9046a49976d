/** What a key asks the player to do. */
export type PlayerCommand =
  | { do: "toggle" }
  | { do: "shuttle"; direction: 1 | -1 }
  | { do: "seekBy"; seconds: number }
  | { do: "frame"; direction: 1 | -1 }
  | { do: "seekTo"; place: "start" | "end" }
  | { do: "volumeBy"; amount: number }
  | { do: "mute" }
  | { do: "fullscreen" };

type Press = Pick<KeyboardEvent, "key" | "shiftKey" | "altKey" | "ctrlKey" | "metaKey">;

/** The command of a key, or null. Space plays and pauses, J K L run, comma and dot step a frame, arrows seek. */
export function commandOf({ key, shiftKey, altKey, ctrlKey, metaKey }: Press): PlayerCommand | null {
  if (ctrlKey || metaKey) return null;
  const step = altKey ? 0.1 : shiftKey ? 10 : 1;
  if (key === "ArrowLeft") return { do: "seekBy", seconds: -step };
  if (key === "ArrowRight") return { do: "seekBy", seconds: step };
  if (altKey) return null;
  switch (key.toLowerCase()) {
    case " ":
    case "k":
      return { do: "toggle" };
    case "j":
      return { do: "shuttle", direction: -1 };
    case "l":
      return { do: "shuttle", direction: 1 };
    case ",":
      return { do: "frame", direction: -1 };
    case ".":
      return { do: "frame", direction: 1 };
    case "arrowup":
      return { do: "volumeBy", amount: 0.05 };
    case "arrowdown":
      return { do: "volumeBy", amount: -0.05 };
    case "home":
      return { do: "seekTo", place: "start" };
    case "end":
      return { do: "seekTo", place: "end" };
    case "m":
      return { do: "mute" };
    case "f":
      return { do: "fullscreen" };
    default:
      return null;
  }
}

/** Speeds of J and L: each press in the running direction doubles, the first in the other direction turns round. */
export function nextShuttle(speed: number, direction: 1 | -1): number {
  const isSameWay = Math.sign(speed) === direction;
  return isSameWay ? direction * Math.min(8, Math.abs(speed) * 2) : direction;
}

/** The keys as a list for people. */
export const playerKeyHelp: readonly { keys: string; does: string }[] = [
  { keys: "Space or K", does: "play, pause" },
  { keys: "J and L", does: "run back and forth, faster with each press" },
  { keys: ", and .", does: "one frame" },
  { keys: "← and →", does: "1 s, with Shift 10 s, with Alt 0.1 s" },
  { keys: "↑ and ↓", does: "volume" },
  { keys: "M", does: "mute" },
  { keys: "F", does: "full screen" },
  { keys: "Home and End", does: "to the start, to the end" },
];
