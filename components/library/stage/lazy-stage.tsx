"use client";

import dynamic from "next/dynamic";
import type { StageProps } from "./stage";

/** The player, loaded when one is shown; the space it needs is kept meanwhile. */
export const LazyStage = dynamic<StageProps>(() => import("./stage").then((file) => file.Stage), {
  ssr: false,
  loading: () => (
    <div aria-hidden="true" className="flex flex-col overflow-hidden rounded-lg border border-line bg-panel">
      <div className="aspect-video bg-inset" />
      <div className="h-11" />
    </div>
  ),
});
