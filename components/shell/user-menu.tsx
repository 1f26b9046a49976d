"use client";

import { ChevronsUpDown, Keyboard, KeyRound, LogOut } from "lucide-react";
import { Menu, MenuItem, MenuLink, MenuSeparator } from "../ui/menu";
import { roleName, type ShellUser } from "./types";

/** Who is signed in, and what concerns only them. */
export function UserMenu({
  user,
  currentProjectId,
  changePasswordHref,
  onShowKeys,
  onSignOut,
}: {
  user: ShellUser;
  currentProjectId: string | null;
  changePasswordHref: string;
  onShowKeys: () => void;
  onSignOut: () => void;
}) {
  return (
    <Menu
      side="top"
      className="w-56"
      trigger={
        <button
          type="button"
          className="flex min-h-11 w-full items-center gap-2.5 rounded-md px-2 py-1 text-left hover:bg-hover data-popup-open:bg-hover"
        >
          <span className="sr-only">Account: </span>
          <span
            aria-hidden="true"
            className="flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-soft text-xs font-semibold text-accent"
          >
            {initials(user.name)}
          </span>
          <span className="flex min-w-0 flex-1 flex-col">
            <span className="truncate text-sm leading-4.5 font-medium">{user.name}</span>
            <span className="truncate text-2xs leading-3.5 text-subtle">
              {roleName(user, currentProjectId) ?? user.email}
            </span>
          </span>
          <ChevronsUpDown className="size-3.5 shrink-0 text-subtle" aria-hidden="true" />
        </button>
      }
    >
      <p className="truncate px-2 py-1.5 text-xs text-subtle">{user.email}</p>
      <MenuSeparator />
      <MenuLink href={changePasswordHref} icon={<KeyRound />}>
        Change password
      </MenuLink>
      <MenuItem icon={<Keyboard />} shortcut="?" onSelect={onShowKeys}>
        Keys
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={<LogOut />} onSelect={onSignOut}>
        Sign out
      </MenuItem>
    </Menu>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map(
    (word) => Array.from(word ?? "")[0] ?? "",
  );
  return letters.join("").toUpperCase() || "?";
}
