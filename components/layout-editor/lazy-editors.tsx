"use client";

import dynamic from "next/dynamic";
import { LoadingWords, Skeleton } from "../ui/skeleton";

/*
 * The editors come on their own: they are the heaviest part of the product, they place things by style attributes, which
 * no server HTML may hold, and a draft of this tab is only known in the browser.
 */
export const LazySavedLayoutEditor = dynamic(
  () => import("./saved-layout-editor").then((file) => file.SavedLayoutEditor),
  { ssr: false, loading: EditorSkeleton },
);

export const LazyLiveLayoutEditor = dynamic(
  () => import("./live-layout-editor").then((file) => file.LiveLayoutEditor),
  { ssr: false, loading: EditorSkeleton },
);

function EditorSkeleton() {
  return (
    <div className="flex h-[calc(100dvh-3rem)] min-h-130 flex-col">
      <LoadingWords>Loading the layout editor</LoadingWords>
      <h1 className="flex h-13 items-center border-b border-line px-4 text-md font-semibold">Layout</h1>
      <div className="h-11 border-b border-line bg-panel" />
      <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_16rem] xl:grid-cols-[15rem_minmax(0,1fr)_17.5rem]">
        <div className="hidden flex-col gap-2 border-r border-line bg-panel p-3 xl:flex">
          <Skeleton className="h-4 w-24" />
          <Skeleton className="h-7 w-full" />
          <Skeleton className="h-7 w-full" />
        </div>
        <div className="flex items-center justify-center bg-inset p-8">
          <Skeleton className="aspect-video w-full max-w-200" />
        </div>
        <div className="flex flex-col gap-2 border-l border-line bg-panel p-3">
          <Skeleton className="h-4 w-24" />
          <Skeleton className="h-8 w-full" />
          <Skeleton className="h-8 w-full" />
        </div>
      </div>
    </div>
  );
}
