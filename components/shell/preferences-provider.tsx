"use client";

import { createContext, type ReactNode, use, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { isTimeZone } from "@/lib/timeline/zone";
import { ClockProvider } from "../ui/clock";
import { type ThemeChoice, themeCookie, writePreference, type ZoneChoice, zoneCookie } from "./preferences";

type Preferences = {
  theme: ThemeChoice;
  setTheme: (theme: ThemeChoice) => void;
  zone: ZoneChoice;
  setZone: (zone: ZoneChoice) => void;
  /** IANA zone behind each choice. */
  zones: Record<ZoneChoice, string>;
};

const PreferencesContext = createContext<Preferences | null>(null);

/** Theme and time zone of this browser, and how to change them. */
export function usePreferences(): Preferences {
  const preferences = use(PreferencesContext);
  if (preferences === null) throw new Error("usePreferences needs a PreferencesProvider above it");
  return preferences;
}

const never = () => () => {};

/**
 * @param browserZone what the browser reported earlier; until it speaks for itself, "mine" is that, or UTC
 * @param streamZone IANA zone of the project's streams, or null
 * @param renderedAtMs the server's clock at render
 */
export function PreferencesProvider({
  initialTheme,
  initialZone,
  browserZone,
  streamZone,
  renderedAtMs,
  children,
}: {
  initialTheme: ThemeChoice;
  initialZone: ZoneChoice;
  browserZone: string | undefined;
  streamZone: string | null;
  renderedAtMs: number;
  children: ReactNode;
}) {
  const [theme, setThemeState] = useState(initialTheme);
  const [zone, setZoneState] = useState(initialZone);
  const mine = useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => browserZone ?? "UTC",
  );
  useEffect(() => followTheme(theme), [theme]);

  const value = useMemo(
    (): Preferences => ({
      theme,
      setTheme: (next) => {
        setThemeState(next);
        writePreference(themeCookie, next);
      },
      zone,
      setZone: (next) => {
        setZoneState(next);
        writePreference(zoneCookie, next);
      },
      zones: { stream: known(streamZone), utc: "UTC", mine: known(mine) },
    }),
    [theme, zone, streamZone, mine],
  );
  return (
    <PreferencesContext value={value}>
      <ClockProvider timeZone={value.zones[zone]} renderedAtMs={renderedAtMs}>
        {children}
      </ClockProvider>
    </PreferencesContext>
  );
}

/** A cookie may hold anything, and a zone may be newer than this runtime: both print as UTC instead of failing. */
function known(zone: string | null): string {
  return zone !== null && isTimeZone(zone) ? zone : "UTC";
}

/** Puts the theme on the document; with "system", keeps following the system. */
function followTheme(choice: ThemeChoice): (() => void) | undefined {
  const root = document.documentElement;
  root.dataset.themeChoice = choice;
  if (choice !== "system") {
    root.dataset.theme = choice;
    return undefined;
  }
  const light = matchMedia("(prefers-color-scheme: light)");
  const apply = () => {
    root.dataset.theme = light.matches ? "light" : "dark";
  };
  apply();
  light.addEventListener("change", apply);
  return () => light.removeEventListener("change", apply);
}
