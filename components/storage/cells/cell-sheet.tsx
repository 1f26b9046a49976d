"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import type { StorageCell } from "@/lib/features/storage/types";
import { Sheet } from "../../ui/dialog";
import { Skeleton } from "../../ui/skeleton";
import { useGuardedClose } from "../use-guarded-close";
import type { CellContentProps } from "./cell-content";
import { areaNames } from "./words";

/** Forms and their rules are the larger part of the page's code, and no sheet is open when it appears. */
const CellContent = dynamic<CellContentProps>(() => import("./cell-content").then((file) => file.CellContent), {
  ssr: false,
  loading: () => <Skeleton className="h-64 w-full" />,
});

/** One entry point in one area: what holds, the form that changes it with its review, and what was set before. */
export function CellSheet({
  cell,
  onClose,
  ...rest
}: Omit<CellContentProps, "cell" | "onDirtyChange"> & { cell: StorageCell | null; onClose: () => void }) {
  const [shown, setShown] = useState(cell);
  if (cell !== null && cell !== shown) setShown(cell); // Kept while the sheet slides out.
  const { close, question, onDirtyChange } = useGuardedClose(onClose);
  return (
    <Sheet
      isOpen={cell !== null}
      onOpenChange={(isOpen) => !isOpen && close()}
      size="lg"
      title={shown === null ? "Entry point" : `${shown.entryPoint} in ${areaNames[shown.flsArea]}`}
      description={shown === null ? undefined : `Custom recording of every stream of ${shown.entryPoint}`}
    >
      {cell !== null && (
        <CellContent key={`${cell.entryPoint}/${cell.flsArea}`} cell={cell} onDirtyChange={onDirtyChange} {...rest} />
      )}
      {question}
    </Sheet>
  );
}
