import { join } from "node:path";
import { expect, test } from "../fixtures";
import { RecordingPage } from "../pages/recording-page";
import { SignInPage } from "../pages/sign-in-page";
import { StartRecordingPage } from "../pages/start-recording-page";
import { chooseTheme } from "../theme";
import { makeThings } from "./things";
import { visitAll } from "./visits";

const folder = join(import.meta.dirname, "..", "..", "docs", "screenshots");

/** Every look that is pictured: the desk's window in both themes, and the narrowest supported one. */
const looks = [
  { theme: "dark", viewport: { width: 1440, height: 900 }, suffix: "dark" },
  { theme: "light", viewport: { width: 1440, height: 900 }, suffix: "light" },
  { theme: "dark", viewport: { width: 1024, height: 768 }, suffix: "dark-narrow" },
  { theme: "light", viewport: { width: 1024, height: 768 }, suffix: "light-narrow" },
] as const;

test("the pages of the console", async ({ browser, admin, sandbox, lobby, adminCookies, baseURL }) => {
  const form = new StartRecordingPage(admin);
  const recording = new RecordingPage(admin);

  const finished: string[] = [];
  for (const channel of ["support-7", "class-101"]) {
    await form.start(channel, { withMp4: true });
    await expect.poll(() => recording.player.duration(), { timeout: 60_000 }).toBeGreaterThan(8);
    await recording.stop();
    await expect(recording.state).toHaveText("Safe in your bucket", { timeout: 60_000 });
    finished.push(recording.recordingId);
  }
  const things = await makeThings(admin, sandbox);
  await form.start(lobby);
  await expect.poll(() => recording.player.duration(), { timeout: 60_000 }).toBeGreaterThan(8);
  const live = recording.recordingId;

  for (const { theme, viewport, suffix } of looks) {
    const context = await browser.newContext({ baseURL, viewport });
    const page = await context.newPage();
    const take = async (name: string) => {
      await page.evaluate(() => document.fonts.ready);
      // What the pointer rests on explains itself, over what it stands on.
      await page.mouse.move(0, 0);
      await expect(page.getByRole("tooltip")).toHaveCount(0);
      await page.screenshot({ path: join(folder, `${name}-${suffix}.png`), animations: "disabled" });
    };
    await chooseTheme(page, theme, baseURL);
    await new SignInPage(page).open();
    await take("sign-in");
    await context.addCookies(adminCookies);
    await visitAll(page, take, { live, safe: finished.at(-1) ?? "", ...things });
    await context.close();
  }
});
