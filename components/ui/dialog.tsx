"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { clsx } from "clsx";
import { X } from "lucide-react";
import type { ReactNode, RefObject } from "react";
import { Button, buttonClass } from "./button";

type OverlayProps = {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: ReactNode;
  /** One sentence below the title. */
  description?: ReactNode;
  /** Buttons at the bottom, the primary one last. */
  footer?: ReactNode;
  /** What gets the focus first; default the first focusable part. */
  initialFocus?: RefObject<HTMLElement | null>;
  children?: ReactNode;
};

const widths = { sm: "max-w-104", md: "max-w-140", lg: "max-w-200" };

/** A question or a short task in front of the page. Escape and a press outside close it; the focus returns. */
export function Dialog({
  isOpen,
  onOpenChange,
  title,
  description,
  footer,
  initialFocus,
  size = "md",
  children,
}: OverlayProps & { size?: keyof typeof widths }) {
  return (
    <Base.Root open={isOpen} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={backdropClass} />
        <Base.Popup
          initialFocus={initialFocus}
          className={clsx(
            "popup fixed top-1/2 left-1/2 z-40 flex max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 flex-col",
            widths[size],
          )}
        >
          <OverlayHead title={title} description={description} />
          <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5">{children}</div>
          {footer !== undefined && <OverlayFoot>{footer}</OverlayFoot>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** A task beside the page it belongs to: a form over a table whose row stays in sight. */
export function Sheet({
  isOpen,
  onOpenChange,
  title,
  description,
  footer,
  initialFocus,
  side = "right",
  size = "md",
  isBare = false,
  children,
}: OverlayProps & {
  side?: "left" | "right";
  size?: "sm" | "md" | "lg";
  /** The content brings its own head and padding; the title is only read out. */
  isBare?: boolean;
}) {
  const sheetWidths = { sm: "max-w-80", md: "max-w-120", lg: "max-w-180" };
  return (
    <Base.Root open={isOpen} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={backdropClass} />
        <Base.Popup
          initialFocus={initialFocus}
          className={clsx(
            "fixed inset-y-0 z-40 flex w-[calc(100vw-2.5rem)] flex-col border-line-strong bg-raised shadow-overlay outline-none",
            "transition-transform duration-140 ease-calm",
            side === "right"
              ? "right-0 border-l data-ending-style:translate-x-full data-starting-style:translate-x-full"
              : "left-0 border-r data-ending-style:-translate-x-full data-starting-style:-translate-x-full",
            sheetWidths[size],
          )}
        >
          {isBare ? (
            <Base.Title className="sr-only">{title}</Base.Title>
          ) : (
            <OverlayHead title={title} description={description} />
          )}
          <div className={clsx("min-h-0 flex-1 overflow-y-auto", !isBare && "px-5 pb-5")}>{children}</div>
          {footer !== undefined && <OverlayFoot>{footer}</OverlayFoot>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/**
 * Asks before something that cannot be taken back. The description says what will happen to which thing; the button
 * names the act ("Stop recording"), never "OK".
 */
export function ConfirmDialog({
  isOpen,
  onOpenChange,
  title,
  description,
  confirmLabel,
  onConfirm,
  isDangerous = false,
  isLoading = false,
  children,
}: Omit<OverlayProps, "footer"> & {
  confirmLabel: string;
  onConfirm: () => void;
  isDangerous?: boolean;
  isLoading?: boolean;
}) {
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={title}
      description={description}
      size="sm"
      footer={
        <>
          <Base.Close className={buttonClass()}>Cancel</Base.Close>
          <Button variant={isDangerous ? "danger" : "primary"} isLoading={isLoading} onClick={onConfirm}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}

/** Closes the dialog or sheet around it. */
export function CloseButton({ children = "Cancel" }: { children?: ReactNode }) {
  return <Base.Close className={buttonClass()}>{children}</Base.Close>;
}

const backdropClass =
  "fixed inset-0 z-40 min-h-dvh bg-scrim transition-opacity duration-140 ease-calm data-ending-style:opacity-0 data-starting-style:opacity-0";

function OverlayHead({ title, description }: Pick<OverlayProps, "title" | "description">) {
  return (
    <header className="flex items-start gap-4 px-5 pt-4 pb-3">
      <div className="min-w-0 flex-1">
        <Base.Title className="text-md font-semibold">{title}</Base.Title>
        {description !== undefined && (
          <Base.Description className="mt-0.5 text-sm text-muted">{description}</Base.Description>
        )}
      </div>
      <Base.Close
        aria-label="Close"
        className={clsx(buttonClass({ variant: "ghost", size: "sm" }), "-mr-1.5 w-7 px-0! coarse:min-w-11")}
      >
        <X aria-hidden="true" />
      </Base.Close>
    </header>
  );
}

function OverlayFoot({ children }: { children: ReactNode }) {
  return <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">{children}</footer>;
}
