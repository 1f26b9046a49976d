import { Grid2x2, Magnet, Maximize, ZoomIn, ZoomOut } from "lucide-react";
import { toPixelRect, unionBounds } from "@/lib/layout-editor/rect";
import type { EditorCommand } from "./editor-command";
import type { EditorStore } from "./editor-store";
import { centred, fitView, showPart, zoomAt } from "./view";

const always = () => true;

const zoomBy = (factor: number) => (store: EditorStore) => {
  const { view, viewport } = store.state;
  store.setView(zoomAt(view, factor, { x: viewport.width / 2, y: viewport.height / 2 }));
};

/** What changes how the canvas is seen, and not the layout. */
export const viewCommands: readonly EditorCommand[] = [
  {
    id: "layout.snapping",
    label: "Snapping",
    group: "Layout: view",
    icon: <Magnet />,
    shortcut: "s",
    isEnabled: ({ document }) => document.preset === "custom",
    isOn: ({ state }) => state.settings.isSnapping,
    run: (store) => {
      const isSnapping = !store.state.settings.isSnapping;
      store.setSettings({ isSnapping });
      store.announce(isSnapping ? "Snapping on" : "Snapping off");
    },
  },
  {
    id: "layout.grid",
    label: "Grid of 5 %",
    group: "Layout: view",
    icon: <Grid2x2 />,
    shortcut: "#",
    isEnabled: always,
    isOn: ({ state }) => state.settings.hasGrid,
    run: (store) => {
      const hasGrid = !store.state.settings.hasGrid;
      const grid = hasGrid ? { x: 50_000, y: 50_000 } : null;
      store.setSettings({ hasGrid, snap: { ...store.state.settings.snap, grid } });
    },
  },
  {
    id: "layout.zoomIn",
    label: "Zoom in",
    group: "Layout: view",
    icon: <ZoomIn />,
    shortcut: "+",
    isEnabled: always,
    run: zoomBy(1.25),
  },
  {
    id: "layout.zoomOut",
    label: "Zoom out",
    group: "Layout: view",
    icon: <ZoomOut />,
    shortcut: "-",
    isEnabled: always,
    run: zoomBy(0.8),
  },
  {
    id: "layout.zoomFit",
    label: "Show the whole canvas",
    group: "Layout: view",
    icon: <Maximize />,
    shortcut: "shift+1",
    isEnabled: always,
    run: (store) => store.setView(fitView(store.document.canvas, store.state.viewport)),
  },
  {
    id: "layout.zoomSelection",
    label: "Show the selection",
    group: "Layout: view",
    icon: <Maximize />,
    shortcut: "shift+2",
    isEnabled: ({ state }) => state.selection.size > 0,
    run: (store) => {
      const bounds = unionBounds(store.selected);
      if (bounds !== null) store.setView(showPart(toPixelRect(bounds, store.document.canvas), store.state.viewport));
    },
  },
  {
    id: "layout.zoomOne",
    label: "Show pixel for pixel",
    group: "Layout: view",
    icon: <Maximize />,
    shortcut: "mod+0",
    isEnabled: always,
    run: (store) => store.setView(centred(store.document.canvas, store.state.viewport, 1)),
  },
];
