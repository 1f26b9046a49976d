import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalSpaceAround,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalSpaceAround,
  ArrowDown,
  ArrowDownToLine,
  ArrowUp,
  ArrowUpToLine,
  ChevronsLeftRightEllipsis,
  CopyPlus,
  Eye,
  LayoutGrid,
  Lock,
  Proportions,
  Redo2,
  Repeat2,
  Scaling,
  SquareDashedMousePointer,
  SquarePlus,
  Trash2,
  Undo2,
} from "lucide-react";
import type { ReactNode } from "react";
import type { Alignment } from "@/lib/layout-editor/arrange";
import { stepLabels } from "@/lib/layout-editor/history";
import * as acts from "./editor-acts";
import type { EditorCommand } from "./editor-command";
import type { EditorStore } from "./editor-store";
import { viewCommands } from "./view-commands";

const any = (store: EditorStore) => store.selected.length > 0;
const anyFree = (store: EditorStore) => store.selected.some(({ isLocked }) => !isLocked);
const atLeast = (count: number) => (store: EditorStore) =>
  store.selected.filter(({ isLocked }) => !isLocked).length >= count;
const isCustom = (store: EditorStore) => store.document.preset === "custom";

function aligning(to: Alignment, label: string, icon: ReactNode): EditorCommand {
  return {
    id: `layout.align.${to}`,
    label,
    group: "Layout: arrange",
    icon,
    isEnabled: anyFree,
    run: (store) => acts.alignSelected(store, to),
  };
}

/** Every command, in the order in which it is listed. */
export const editorCommands: readonly EditorCommand[] = [
  {
    id: "layout.undo",
    label: "Undo",
    group: "Layout: edit",
    icon: <Undo2 />,
    shortcut: "mod+z",
    isEnabled: ({ state }) => stepLabels(state.history).undo !== null,
    run: (store) => store.undo(),
  },
  {
    id: "layout.redo",
    label: "Redo",
    group: "Layout: edit",
    icon: <Redo2 />,
    shortcut: "mod+shift+z",
    isEnabled: ({ state }) => stepLabels(state.history).redo !== null,
    run: (store) => store.redo(),
  },
  {
    id: "layout.add",
    label: "Add region",
    group: "Layout: edit",
    icon: <SquarePlus />,
    shortcut: "a",
    isEnabled: isCustom,
    run: (store) => acts.addRegion(store),
  },
  {
    id: "layout.duplicate",
    label: "Duplicate",
    group: "Layout: edit",
    icon: <CopyPlus />,
    shortcut: "mod+d",
    isEnabled: any,
    run: acts.duplicateSelected,
  },
  {
    id: "layout.remove",
    label: "Remove",
    group: "Layout: edit",
    icon: <Trash2 />,
    shortcut: "Delete",
    isEnabled: anyFree,
    run: acts.removeSelected,
  },
  {
    id: "layout.selectAll",
    label: "Select all regions",
    group: "Layout: edit",
    icon: <SquareDashedMousePointer />,
    shortcut: "mod+a",
    isEnabled: ({ document }) => document.regions.length > 0,
    run: (store) => {
      store.select(store.document.regions.map(({ id }) => id));
      store.announce(`${store.selected.length} regions selected`);
    },
  },
  {
    id: "layout.lock",
    label: "Lock or unlock",
    group: "Layout: edit",
    icon: <Lock />,
    shortcut: "l",
    isEnabled: any,
    run: (store) => acts.toggleSelected(store, "isLocked"),
  },
  {
    id: "layout.hide",
    label: "Hide or show",
    group: "Layout: edit",
    icon: <Eye />,
    shortcut: "h",
    isEnabled: any,
    run: (store) => acts.toggleSelected(store, "isHidden"),
  },
  {
    id: "layout.fit",
    label: "Crop or show whole",
    group: "Layout: edit",
    icon: <Proportions />,
    shortcut: "c",
    isEnabled: any,
    run: (store) => {
      const isWhole = store.selected.every(({ fit }) => fit === "contain");
      acts.changeSelected(store, isWhole ? "Crop" : "Show whole", { fit: isWhole ? "cover" : "contain" });
    },
  },
  {
    id: "layout.forward",
    label: "Bring forward",
    group: "Layout: order",
    icon: <ArrowUp />,
    shortcut: "mod+]",
    isEnabled: any,
    run: (store) => acts.reorderSelected(store, "forward"),
  },
  {
    id: "layout.backward",
    label: "Send backward",
    group: "Layout: order",
    icon: <ArrowDown />,
    shortcut: "mod+[",
    isEnabled: any,
    run: (store) => acts.reorderSelected(store, "backward"),
  },
  {
    id: "layout.front",
    label: "Bring to front",
    group: "Layout: order",
    icon: <ArrowUpToLine />,
    shortcut: "mod+shift+]",
    isEnabled: any,
    run: (store) => acts.reorderSelected(store, "front"),
  },
  {
    id: "layout.back",
    label: "Send to back",
    group: "Layout: order",
    icon: <ArrowDownToLine />,
    shortcut: "mod+shift+[",
    isEnabled: any,
    run: (store) => acts.reorderSelected(store, "back"),
  },
  aligning("left", "Align left", <AlignStartVertical />),
  aligning("centre", "Align centre", <AlignCenterVertical />),
  aligning("right", "Align right", <AlignEndVertical />),
  aligning("top", "Align top", <AlignStartHorizontal />),
  aligning("middle", "Align middle", <AlignCenterHorizontal />),
  aligning("bottom", "Align bottom", <AlignEndHorizontal />),
  {
    id: "layout.distribute.horizontal",
    label: "Distribute horizontally",
    group: "Layout: arrange",
    icon: <AlignHorizontalSpaceAround />,
    isEnabled: atLeast(3),
    run: (store) => acts.distributeSelected(store, "horizontal"),
  },
  {
    id: "layout.distribute.vertical",
    label: "Distribute vertically",
    group: "Layout: arrange",
    icon: <AlignVerticalSpaceAround />,
    isEnabled: atLeast(3),
    run: (store) => acts.distributeSelected(store, "vertical"),
  },
  {
    id: "layout.match",
    label: "Match size to the first",
    group: "Layout: arrange",
    icon: <Scaling />,
    isEnabled: atLeast(2),
    run: acts.matchSelected,
  },
  {
    id: "layout.swap",
    label: "Swap two regions",
    group: "Layout: arrange",
    icon: <Repeat2 />,
    isEnabled: (store) => store.selected.filter(({ isLocked }) => !isLocked).length === 2,
    run: acts.swapSelected,
  },
  {
    id: "layout.fill",
    label: "Fill the free space",
    group: "Layout: arrange",
    icon: <ChevronsLeftRightEllipsis />,
    isEnabled: atLeast(1),
    run: acts.fillSelected,
  },
  {
    id: "layout.tidy",
    label: "Tidy into a grid",
    group: "Layout: arrange",
    icon: <LayoutGrid />,
    shortcut: "t",
    isEnabled: ({ document }) => document.regions.length > 0,
    run: acts.tidySelected,
  },
  ...viewCommands,
];

/** A command by its id. @throws Error for one that is not in the list */
export function commandById(id: string): EditorCommand {
  const command = editorCommands.find((one) => one.id === id);
  if (command === undefined) throw new Error(`There is no command ${id}.`);
  return command;
}
