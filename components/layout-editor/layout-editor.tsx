"use client";

import { type ReactNode, useRef, useState } from "react";
import type { Command } from "../shell/command-registry";
import { Announcer } from "./announcer";
import { CanvasMenu } from "./canvas-menu";
import { CanvasStage } from "./canvas-stage";
import { EditorContext } from "./editor-context";
import type { EditorStore } from "./editor-store";
import { Inspector } from "./inspector";
import { LayersPanel } from "./layers-panel";
import { Toolbar } from "./toolbar";
import { TransferDialog } from "./transfer-dialog";
import { useEditorKeys } from "./use-editor-keys";

export type LayoutEditorProps = {
  store: EditorStore;
  /** Whose saved layouts can be taken up. */
  projectId: string;
  /** What the layout is called, for its export. */
  name: string;
  /** The picture's size cannot be changed: it is being recorded. */
  isCanvasFixed: boolean;
  /** What the page itself offers besides. Keep it in `useMemo`. */
  commands: readonly Command[];
  /** Above the tools. */
  head: ReactNode;
  /** Below the canvas. */
  foot?: ReactNode;
};

/** Layers, canvas and inspector of one layout, filling the page below the shell's own bar. */
export function LayoutEditor({ store, projectId, name, isCanvasFixed, commands, head, foot }: LayoutEditorProps) {
  const root = useRef<HTMLDivElement>(null);
  const [isTransferring, setIsTransferring] = useState(false);
  useEditorKeys(store, root, commands);
  return (
    <EditorContext value={store}>
      <div ref={root} data-editor="" className="flex h-[calc(100dvh-3rem)] min-h-130 flex-col">
        {head}
        <Toolbar {...{ projectId, isCanvasFixed }} onTransfer={() => setIsTransferring(true)} />
        {/* Where there is little room the layers stand below the inspector, so that the canvas stays large. */}
        <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_16rem] grid-rows-[minmax(0,3fr)_minmax(0,2fr)] xl:grid-cols-[15rem_minmax(0,1fr)_17.5rem] xl:grid-rows-1">
          <LayersPanel />
          <CanvasMenu>
            <CanvasStage />
          </CanvasMenu>
          <Inspector isCanvasFixed={isCanvasFixed} />
        </div>
        {foot}
        <Announcer />
      </div>
      {isTransferring && (
        <TransferDialog {...{ store, name, isCanvasFixed }} onClose={() => setIsTransferring(false)} />
      )}
    </EditorContext>
  );
}
