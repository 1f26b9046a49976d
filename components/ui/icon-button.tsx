"use client";

import { clsx } from "clsx";
import type { ReactNode } from "react";
import { Button, type ButtonProps } from "./button";
import { Tooltip, type TooltipSide } from "./tooltip";

const squares = { sm: "w-7 px-0!", md: "w-8 px-0!", lg: "w-9 px-0!" };

/** A button with an icon only: `label` is its accessible name and its tooltip. Use where a word does not fit. */
export function IconButton({
  label,
  icon,
  shortcut,
  size = "md",
  variant = "ghost",
  side,
  className,
  ...rest
}: Omit<ButtonProps, "children" | "icon"> & {
  label: string;
  icon: ReactNode;
  shortcut?: string;
  side?: TooltipSide;
}) {
  return (
    <Tooltip label={label} shortcut={shortcut} side={side}>
      <Button
        {...rest}
        variant={variant}
        size={size}
        aria-label={label}
        icon={icon}
        className={clsx(squares[size], "coarse:min-w-11", className)}
      />
    </Tooltip>
  );
}
