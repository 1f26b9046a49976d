import type { ReactNode } from "react";
import type { EditorStore } from "./editor-store";

/** Something the editor can do, described once for toolbar, menu, palette, key sheet and keyboard. */
export type EditorCommand = {
  readonly id: string;
  readonly label: string;
  readonly group: "Layout: edit" | "Layout: order" | "Layout: arrange" | "Layout: view";
  readonly icon: ReactNode;
  readonly shortcut?: string;
  readonly isEnabled: (store: EditorStore) => boolean;
  /** Whether a switch is on; absent for what is no switch. */
  readonly isOn?: (store: EditorStore) => boolean;
  readonly run: (store: EditorStore) => void;
};
