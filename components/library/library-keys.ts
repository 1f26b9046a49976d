import { commandOf, type PlayerCommand } from "../player/player-keys";

/** What a key asks the library's page to do. */
export type LibraryCommand =
  | { do: "player"; command: PlayerCommand }
  | { do: "frames"; count: 1 | -1 }
  | { do: "seekBy"; ms: number }
  | { do: "edge"; direction: 1 | -1 }
  | {
      do:
        | "setIn"
        | "setOut"
        | "goIn"
        | "goOut"
        | "clear"
        | "goToTime"
        | "fit"
        | "clip"
        | "snapshot"
        | "viewStart"
        | "latest";
    }
  | { do: "playSelection"; isRepeated: boolean }
  | { do: "trim"; edge: "in" | "out"; count: 1 | -1 }
  | { do: "zoom"; factor: number };

type Press = Pick<KeyboardEvent, "key" | "shiftKey" | "altKey" | "ctrlKey" | "metaKey">;

/** How much a press of + or - zooms. */
export const zoomStep = 1.6;

/** The command of a key, or null for one that is the page's or the browser's. */
export function libraryCommandOf(press: Press, isKHeld: boolean): LibraryCommand | null {
  const { key, shiftKey, altKey, ctrlKey, metaKey } = press;
  if (ctrlKey || metaKey) return null;
  const stepMs = altKey ? 100 : shiftKey ? 10_000 : 1000;
  switch (key) {
    case "ArrowLeft":
      return { do: "seekBy", ms: -stepMs };
    case "ArrowRight":
      return { do: "seekBy", ms: stepMs };
    case "ArrowUp":
      return { do: "edge", direction: -1 };
    case "ArrowDown":
      return { do: "edge", direction: 1 };
    case "Home":
      return { do: "viewStart" };
    case "End":
      return { do: "latest" };
    case ",":
      return { do: "frames", count: -1 };
    case ".":
      return { do: "frames", count: 1 };
    case "+":
    case "=":
      return { do: "zoom", factor: 1 / zoomStep };
    case "-":
    case "_":
      return { do: "zoom", factor: zoomStep };
    case "[":
      return { do: "trim", edge: "in", count: 1 };
    case "{":
      return { do: "trim", edge: "in", count: -1 };
    case "]":
      return { do: "trim", edge: "out", count: -1 };
    case "}":
      return { do: "trim", edge: "out", count: 1 };
    case "/":
      return { do: "playSelection", isRepeated: false };
    case "?":
      return null;
  }
  if (altKey) return null;
  switch (key.toLowerCase()) {
    case "i":
      return { do: shiftKey ? "goIn" : "setIn" };
    case "o":
      return { do: shiftKey ? "goOut" : "setOut" };
    case "x":
      return { do: "clear" };
    case "g":
      return { do: "goToTime" };
    case "z":
      return { do: "fit" };
    case "c":
      return { do: shiftKey ? "clip" : "snapshot" };
    case "j":
    case "l":
      // With K held, as on an editing desk, they are single frames.
      if (isKHeld) return { do: "frames", count: key.toLowerCase() === "l" ? 1 : -1 };
      break;
    case "r":
      return { do: "playSelection", isRepeated: true };
  }
  const command = commandOf(press);
  return command === null || command.do === "volumeBy" || command.do === "seekTo" ? null : { do: "player", command };
}

/** The keys as a list for people: the sheet and the palette read it. */
export const libraryKeyHelp: readonly { id: string; keys: string; label: string; run?: LibraryCommand }[] = [
  { id: "play", keys: "Space", label: "Play or pause", run: { do: "player", command: { do: "toggle" } } },
  {
    id: "back",
    keys: "j",
    label: "Run backwards, faster with each press",
    run: { do: "player", command: { do: "shuttle", direction: -1 } },
  },
  { id: "pause", keys: "k", label: "Pause; held with J or L: one frame" },
  {
    id: "forth",
    keys: "l",
    label: "Run forwards, faster with each press",
    run: { do: "player", command: { do: "shuttle", direction: 1 } },
  },
  { id: "frame-back", keys: ",", label: "One frame back, approximate", run: { do: "frames", count: -1 } },
  { id: "frame-forth", keys: ".", label: "One frame on, approximate", run: { do: "frames", count: 1 } },
  { id: "second", keys: "ArrowLeft", label: "1 s; with Shift 10 s, with Alt 0.1 s" },
  { id: "edge-back", keys: "ArrowUp", label: "Edge before", run: { do: "edge", direction: -1 } },
  { id: "edge-forth", keys: "ArrowDown", label: "Next edge", run: { do: "edge", direction: 1 } },
  { id: "in", keys: "i", label: "Set in; with Shift go to it", run: { do: "setIn" } },
  { id: "out", keys: "o", label: "Set out; with Shift go to it", run: { do: "setOut" } },
  { id: "trim-in", keys: "[", label: "In one frame on; with Shift back", run: { do: "trim", edge: "in", count: 1 } },
  {
    id: "trim-out",
    keys: "]",
    label: "Out one frame back; with Shift on",
    run: { do: "trim", edge: "out", count: -1 },
  },
  { id: "clear", keys: "x", label: "Clear the selection", run: { do: "clear" } },
  { id: "selection", keys: "/", label: "Play the selection", run: { do: "playSelection", isRepeated: false } },
  { id: "repeat", keys: "r", label: "Repeat the selection", run: { do: "playSelection", isRepeated: true } },
  { id: "snapshot", keys: "c", label: "Snapshot at the playhead", run: { do: "snapshot" } },
  { id: "clip", keys: "shift+c", label: "Clip of the selection", run: { do: "clip" } },
  { id: "time", keys: "g", label: "Go to a time", run: { do: "goToTime" } },
  { id: "zoom-in", keys: "+", label: "Zoom in", run: { do: "zoom", factor: 1 / zoomStep } },
  { id: "zoom-out", keys: "-", label: "Zoom out", run: { do: "zoom", factor: zoomStep } },
  { id: "fit", keys: "z", label: "Fit the selection, or the recording", run: { do: "fit" } },
  { id: "latest", keys: "End", label: "To the latest recording", run: { do: "latest" } },
];
