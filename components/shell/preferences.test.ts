import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { beforePaintScript, browserZoneCookie, parseTheme, parseZone } from "./preferences";

it("takes anything unknown in a cookie as unset", () => {
  expect(parseTheme("light")).toBe("light");
  expect(parseTheme("<script>")).toBe("dark");
  expect(parseZone("utc")).toBe("utc");
  expect(parseZone(undefined)).toBe("mine");
});

/** Runs the script of the head as a browser would, with the system's theme and the cookies there are. */
function runBeforePaint({ choice, isSystemLight, cookie }: { choice: string; isSystemLight: boolean; cookie: string }) {
  const dataset = { themeChoice: choice, theme: "dark" };
  const sandbox = {
    document: { documentElement: { dataset }, cookie },
    matchMedia: () => ({ matches: isSystemLight }),
    location: { protocol: "https:" },
    Intl: { DateTimeFormat: () => ({ resolvedOptions: () => ({ timeZone: "Europe/Berlin" }) }) },
    __zod_globalConfig: undefined,
  };
  runInNewContext(beforePaintScript, sandbox);
  return { dataset, cookie: sandbox.document.cookie, zod: sandbox["__zod_globalConfig"] };
}

it("follows the system only where that was chosen", () => {
  expect(runBeforePaint({ choice: "system", isSystemLight: true, cookie: "" }).dataset.theme).toBe("light");
  expect(runBeforePaint({ choice: "system", isSystemLight: false, cookie: "" }).dataset.theme).toBe("dark");
  expect(runBeforePaint({ choice: "dark", isSystemLight: true, cookie: "" }).dataset.theme).toBe("dark");
});

it("tells the server the browser's zone once", () => {
  const known = `${browserZoneCookie}=Europe%2FBerlin`;
  expect(runBeforePaint({ choice: "dark", isSystemLight: false, cookie: "" }).cookie).toMatch(
    new RegExp(`^${known}; Path=/; Max-Age=\\d+; SameSite=Lax; Secure$`),
  );
  expect(runBeforePaint({ choice: "dark", isSystemLight: false, cookie: known }).cookie).toBe(known);
});

it("keeps zod from trying eval", () => {
  expect(runBeforePaint({ choice: "dark", isSystemLight: false, cookie: "" }).zod).toEqual({ jitless: true });
});
