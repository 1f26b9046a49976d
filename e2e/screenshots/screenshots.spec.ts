import { join } from "node:path";
import type { Page } from "playwright/test";
import { expect, test } from "../fixtures";
import { EntryPointPart } from "../pages/entry-point-part";
import { LayoutEditorPage } from "../pages/layout-editor-page";
import { LibraryPage } from "../pages/library-page";
import { RecordingPage } from "../pages/recording-page";
import { SignInPage } from "../pages/sign-in-page";
import { StartRecordingPage } from "../pages/start-recording-page";
import { StoragePage } from "../pages/storage-page";
import { chooseTheme } from "../theme";

const folder = join(import.meta.dirname, "..", "..", "docs", "screenshots");

/** Every look that is pictured: the desk's window in both themes, and the narrowest supported one. */
const looks = [
  { theme: "dark", viewport: { width: 1440, height: 900 }, suffix: "dark" },
  { theme: "light", viewport: { width: 1440, height: 900 }, suffix: "light" },
  { theme: "dark", viewport: { width: 1024, height: 768 }, suffix: "dark-narrow" },
  { theme: "light", viewport: { width: 1024, height: 768 }, suffix: "light-narrow" },
] as const;

test("the pages of the console", async ({ browser, admin, lobby, adminCookies, baseURL }) => {
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
    await visitAll(page, take, { live, safe: finished.at(-1) ?? "" });
    await context.close();
  }
});

async function visitAll(
  page: Page,
  take: (name: string) => Promise<void>,
  recordings: { live: string; safe: string },
): Promise<void> {
  await page.goto("/");
  await page.getByRole("link", { name: "lobby" }).first().waitFor();
  await take("overview");

  await page.goto("/recordings");
  await page.getByRole("link", { name: "class-101" }).first().waitFor();
  await take("recordings");

  const form = new StartRecordingPage(page);
  await form.open();
  await form.channel.fill("class-101");
  await take("start");

  const recording = new RecordingPage(page);
  for (const [name, recordingId] of [
    ["recording", recordings.live],
    ["recording-safe", recordings.safe],
  ] as const) {
    await recording.open(recordingId);
    await recording.player.play();
    await expect.poll(() => recording.player.currentTime(), { timeout: 20_000 }).toBeGreaterThan(2);
    await take(name);
  }

  const editor = new LayoutEditorPage(page);
  await editor.openNew();
  await editor.drag({ x: 0.25, y: 0.25 }, { x: 0.4, y: 0.4 });
  await take("layout");
  // Nothing is left unsaved, or leaving would ask.
  await page.keyboard.press("Control+z");
  await editor.openLive(recordings.live);
  await take("layout-live");

  const storage = new StoragePage(page);
  await storage.open();
  const entry = new EntryPointPart(page, "live");
  await entry.row.getByRole("button").waitFor();
  await take("storage");
  await entry.open();
  await entry.show("Change");
  await take("storage-entry-point");
  await entry.choose("Named profile");
  await entry.press("Review the change");
  await entry.review.getByText("This turns recording on").waitFor();
  await take("storage-review");
  await storage.open();
  await storage.openSheet();
  await take("storage-sheet");

  const library = new LibraryPage(page);
  const atMs = Date.now() - 10 * 60_000;
  await library.open("stage", atMs);
  await expect
    .poll(() => library.video.evaluate((video: HTMLVideoElement) => video.readyState), { timeout: 30_000 })
    .toBe(4);
  await library.enter("In", new Date(atMs - 45_000).toISOString());
  await library.enter("Out", new Date(atMs + 30_000).toISOString());
  await take("library");

  await page.goto("/settings");
  await page.getByRole("heading", { name: "Project settings" }).waitFor();
  await take("settings");
}
