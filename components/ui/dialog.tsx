"use client";

import { type ReactNode, type RefObject, useState } from "react";
import { Button } from "./button";
import { lazyModule, useLazyModule } from "./lazy-module";

const parts = lazyModule(() => import("./dialog-parts"));

/** Fetches the code of dialogs ahead of the first one. */
export const preloadDialogs = parts.load;

export type OverlayProps = {
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

/** Fetches dialogs when one is first opened, and keeps it afterwards so that it can be seen to close. */
function useDialogParts(isOpen: boolean) {
  const [wasOpened, setWasOpened] = useState(isOpen);
  if (isOpen && !wasOpened) setWasOpened(true);
  const live = useLazyModule(parts, isOpen);
  return wasOpened ? live : undefined;
}

export type DialogProps = OverlayProps & { size?: "sm" | "md" | "lg" };

/** A question or a short task in front of the page. Escape and a press outside close it; the focus returns. */
export function Dialog(props: DialogProps) {
  const live = useDialogParts(props.isOpen);
  return live && <live.DialogPopup {...props} />;
}

export type SheetProps = OverlayProps & {
  side?: "left" | "right";
  size?: "sm" | "md" | "lg";
  /** The content brings its own head and padding; the title is only read out. */
  isBare?: boolean;
};

/** A task beside the page it belongs to: a form over a table whose row stays in sight. */
export function Sheet(props: SheetProps) {
  const live = useDialogParts(props.isOpen);
  return live && <live.SheetPopup {...props} />;
}

/**
 * Asks before something that cannot be taken back. The description says what will happen to which thing; the button
 * names the act ("Stop recording"), never "OK".
 */
export function ConfirmDialog({
  confirmLabel,
  onConfirm,
  isDangerous = false,
  isLoading = false,
  ...rest
}: Omit<OverlayProps, "footer"> & {
  confirmLabel: string;
  onConfirm: () => void;
  isDangerous?: boolean;
  isLoading?: boolean;
}) {
  return (
    <Dialog
      {...rest}
      size="sm"
      footer={
        <>
          <CloseButton />
          <Button variant={isDangerous ? "danger" : "primary"} isLoading={isLoading} onClick={onConfirm}>
            {confirmLabel}
          </Button>
        </>
      }
    />
  );
}

/** Closes the dialog or sheet around it. */
export function CloseButton({ children = "Cancel" }: { children?: ReactNode }) {
  const live = useLazyModule(parts);
  return live && <live.CloseButton>{children}</live.CloseButton>;
}
