/*
 * What a browser prefers. Kept in cookies that hold no secret, so that the server can render the right theme and zone at
 * once; anything unknown in them counts as unset.
 */

export const themeChoices = ["dark", "light", "system"] as const;
export type ThemeChoice = (typeof themeChoices)[number];

/** The zone of the streams, UTC, or the browser's own. */
export const zoneChoices = ["stream", "utc", "mine"] as const;
export type ZoneChoice = (typeof zoneChoices)[number];

export const themeCookie = "tally-theme";
export const zoneCookie = "tally-zone";
/** The browser's IANA zone as it last reported it; lets the server print "mine" before any script has run. */
export const browserZoneCookie = "tally-browser-zone";

export function parseTheme(value: string | undefined): ThemeChoice {
  return themeChoices.find((choice) => choice === value) ?? "dark";
}

export function parseZone(value: string | undefined): ZoneChoice {
  return zoneChoices.find((choice) => choice === value) ?? "mine";
}

const YEAR_SECONDS = 31_536_000;

/** Writes a preference for a year. Browser only. */
export function writePreference(name: string, value: string): void {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  // The Cookie Store interface is missing on plain http and in some browsers; this line is understood by all.
  // oxlint-disable-next-line unicorn/no-document-cookie
  document.cookie = `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax${secure}`;
}

/**
 * Runs in the head before anything is painted: turns "system" into the system's theme, and tells the server the
 * browser's zone for the next request. It also sets zod's `jitless` before any schema is used: zod would otherwise try
 * `new Function`, which the content security policy refuses and reports. Plain old syntax, because nothing compiles it.
 */
export const beforePaintScript = `(function () {
  globalThis.__zod_globalConfig = { jitless: true };
  var root = document.documentElement;
  if (root.dataset.themeChoice === "system") {
    root.dataset.theme = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
  }
  try {
    var zone = encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone);
    if (zone && document.cookie.indexOf("${browserZoneCookie}=" + zone) < 0) {
      document.cookie = "${browserZoneCookie}=" + zone + "; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax" +
        (location.protocol === "https:" ? "; Secure" : "");
    }
  } catch (error) {}
})();`;
