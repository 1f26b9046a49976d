"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { clsx } from "clsx";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { buttonClass } from "./button";
import type { DialogProps, OverlayProps, SheetProps } from "./dialog";

const widths = { sm: "max-w-104", md: "max-w-140", lg: "max-w-200" };

export function DialogPopup({
  isOpen,
  onOpenChange,
  title,
  description,
  footer,
  initialFocus,
  size = "md",
  children,
}: DialogProps) {
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

export function SheetPopup({
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
}: SheetProps) {
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

/** Closes the dialog or sheet around it. */
export function CloseButton({ children }: { children: ReactNode }) {
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
