"use client";

import { type ReactNode, useState } from "react";
import { ConfirmDialog } from "../ui/dialog";
import { useUnsavedWarning } from "../ui/form";

/**
 * Asks before a sheet is closed, or the page left, with something in its form that was not saved.
 * @returns `close` for whatever closes the sheet, `question` to be shown inside it, and what the form reports to
 */
export function useGuardedClose(onClose: () => void): {
  close: () => void;
  question: ReactNode;
  onDirtyChange: (isDirty: boolean) => void;
} {
  const [isDirty, setIsDirty] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  useUnsavedWarning(isDirty);
  return {
    close: () => (isDirty ? setIsAsking(true) : onClose()),
    onDirtyChange: setIsDirty,
    question: (
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setIsAsking}
        title="Discard what was entered?"
        description="It was not saved. Keys that were typed have to be entered again."
        confirmLabel="Discard"
        isDangerous
        onConfirm={() => {
          setIsAsking(false);
          onClose();
        }}
      />
    ),
  };
}
