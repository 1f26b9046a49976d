import type { LibraryItem } from "@/lib/features/library/types";
import type { LibraryDesk } from "./desk";
import type { LibraryCommand } from "./library-keys";

/** Carries out what concerns only the desk; the rest is the page's. */
export function runCommand(desk: LibraryDesk, command: LibraryCommand, items: readonly LibraryItem[]): void {
  const { inMs, outMs } = desk.selection.get();
  switch (command.do) {
    case "player":
      return desk.run(command.command);
    case "frames":
      return desk.stepFrames(command.count);
    case "seekBy":
      return desk.seekBy(command.ms);
    case "edge":
      return desk.jump(command.direction, marksOf(desk, items));
    case "setIn":
      return desk.setIn();
    case "setOut":
      return desk.setOut();
    case "goIn":
      return inMs === null ? undefined : desk.seek(inMs);
    case "goOut":
      if (outMs === "latest") desk.seekLatest(0);
      else if (outMs !== null) desk.seek(outMs);
      return;
    case "clear":
      return desk.clearSelection();
    case "fit":
      return desk.fitSelection();
    case "playSelection":
      return desk.playSelection(command.isRepeated);
    case "zoom":
      return desk.window.zoom(command.factor, desk.playhead.get());
    case "viewStart":
      return desk.seek(desk.window.view.get().fromMs);
    case "trim": {
      const byMs = command.count * desk.secondsPerFrame * 1000;
      if (command.edge === "in" && inMs !== null) desk.setIn(inMs + byMs);
      if (command.edge === "out" && typeof outMs === "number") desk.setOut(outMs + byMs);
    }
  }
}

/** Ends of clips, snapshots and the selection: places to jump to. */
function marksOf(desk: LibraryDesk, items: readonly LibraryItem[]): number[] {
  const { inMs, outMs } = desk.selection.get();
  const made = items.flatMap(({ startsAt, endsAt }) =>
    [startsAt, endsAt].flatMap((at) => (at === null ? [] : [Date.parse(at)])),
  );
  return [...made, ...[inMs, outMs].filter((at) => typeof at === "number")];
}
