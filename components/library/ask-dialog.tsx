"use client";

import type { ReactNode } from "react";
import { Button } from "../ui/button";
import { CloseButton, Dialog } from "../ui/dialog";

/** Asks for one thing, typed: Enter in its field is the same as the button. */
export function AskDialog({
  isOpen,
  title,
  description,
  submitLabel,
  onSubmit,
  onClose,
  children,
}: {
  isOpen: boolean;
  title: string;
  description?: string;
  submitLabel: string;
  onSubmit: () => void;
  onClose: () => void;
  /** The field. */
  children: ReactNode;
}) {
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      size="sm"
      title={title}
      description={description}
      footer={
        <>
          <CloseButton />
          <Button variant="primary" onClick={onSubmit}>
            {submitLabel}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        {children}
      </form>
    </Dialog>
  );
}
