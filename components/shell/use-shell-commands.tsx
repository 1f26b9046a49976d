"use client";

import { Clock3, FolderOpen, Keyboard, KeyRound, LogOut, Monitor, Moon, Plus, Search, Sun } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useMemo, useRef } from "react";
import type { Command } from "./command-registry";
import { useCommands } from "./commands";
import { navItems } from "./nav-items";
import type { ThemeChoice, ZoneChoice } from "./preferences";
import { usePreferences } from "./preferences-provider";
import { mayDo, type ShellProject, type ShellUser } from "./types";

/** What the shell can do, given by the shell. */
type ShellActs = {
  changePasswordHref: string;
  openProject: (projectId: string) => void;
  openPalette: () => void;
  showKeys: () => void;
  signOut: () => void;
};

/** Offers the commands that exist on every page. */
export function useShellCommands(
  user: ShellUser,
  projects: readonly ShellProject[],
  currentProjectId: string | null,
  acts: ShellActs,
): void {
  const router = useRouter();
  const { theme, setTheme, zone, setZone } = usePreferences();
  // The acts are new functions at every render; commands call the newest, so that the list itself stays the same.
  const newest = useRef(acts);
  useEffect(() => {
    newest.current = acts;
  });

  const commands = useMemo(
    (): Command[] => [
      ...navItems.map((item) => ({
        id: `go:${item.href}`,
        label: `Go to ${item.label.toLowerCase()}`,
        group: "Go to",
        icon: item.icon,
        shortcut: item.shortcut,
        keywords: item.keywords,
        run: () => router.push(item.href),
      })),
      {
        id: "recording:start",
        label: "Start a recording",
        group: "Recordings",
        icon: <Plus />,
        shortcut: "n",
        keywords: ["new", "record", "channel"],
        isEnabled: () => mayDo(user, "recording.start", currentProjectId),
        run: () => router.push("/recordings/new"),
      },
      ...projects.map((project) => ({
        id: `project:${project.projectId}`,
        label: `Switch to project ${project.name}`,
        group: "Project",
        icon: <FolderOpen />,
        isEnabled: () => project.projectId !== currentProjectId,
        run: () => newest.current.openProject(project.projectId),
      })),
      ...themes.map(({ value, label, icon }) => ({
        id: `theme:${value}`,
        label,
        group: "View",
        icon,
        keywords: ["theme", "colour", "appearance"],
        isEnabled: () => value !== theme,
        run: () => setTheme(value),
      })),
      ...zones.map(({ value, label }) => ({
        id: `zone:${value}`,
        label,
        group: "View",
        icon: <Clock3 />,
        keywords: ["time zone", "clock"],
        isEnabled: () => value !== zone,
        run: () => setZone(value),
      })),
      {
        id: "palette",
        label: "Search or run a command",
        group: "Help",
        icon: <Search />,
        shortcut: "mod+k",
        run: () => newest.current.openPalette(),
      },
      {
        id: "keys",
        label: "Show keys",
        group: "Help",
        icon: <Keyboard />,
        shortcut: "?",
        keywords: ["shortcuts", "keyboard", "help"],
        run: () => newest.current.showKeys(),
      },
      {
        id: "password",
        label: "Change my password",
        group: "Account",
        icon: <KeyRound />,
        run: () => router.push(newest.current.changePasswordHref),
      },
      {
        id: "sign-out",
        label: "Sign out",
        group: "Account",
        icon: <LogOut />,
        keywords: ["log out", "leave"],
        run: () => newest.current.signOut(),
      },
    ],
    [router, user, projects, currentProjectId, theme, setTheme, zone, setZone],
  );
  useCommands(commands);
}

const themes: { value: ThemeChoice; label: string; icon: ReactNode }[] = [
  { value: "dark", label: "Use the dark theme", icon: <Moon /> },
  { value: "light", label: "Use the light theme", icon: <Sun /> },
  { value: "system", label: "Use the system's theme", icon: <Monitor /> },
];

const zones: { value: ZoneChoice; label: string }[] = [
  { value: "stream", label: "Show times in the zone of the streams" },
  { value: "utc", label: "Show times in UTC" },
  { value: "mine", label: "Show times in my zone" },
];
