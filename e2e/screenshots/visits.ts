import { expect, type Locator, type Page } from "playwright/test";
import { EntryPointPart } from "../pages/entry-point-part";
import { LayoutEditorPage } from "../pages/layout-editor-page";
import { LibraryPage } from "../pages/library-page";
import { RecordingPage } from "../pages/recording-page";
import { SettingsPage } from "../pages/settings-page";
import { StartRecordingPage } from "../pages/start-recording-page";
import { StoragePage } from "../pages/storage-page";
import type { Things } from "./things";

type Take = (name: string) => Promise<void>;
type Recordings = { live: string; safe: string };

/** Goes through every page that has a session, and has each taken under a name of its own. */
export async function visitAll(page: Page, take: Take, things: Things & Recordings): Promise<void> {
  await visitRecordings(page, take, things);
  await visitStartForm(page, take);
  await visitLayouts(page, take, things);
  await visitStorage(page, take, things);
  await visitLibrary(page, take, things);
  await visitSettings(page, take);
}

async function visitRecordings(page: Page, take: Take, { live, safe }: Recordings): Promise<void> {
  await page.goto("/");
  await page.getByRole("link", { name: "lobby" }).first().waitFor();
  await take("overview");

  await page.goto("/recordings");
  await page.getByRole("link", { name: "class-101" }).first().waitFor();
  await take("recordings");

  const recording = new RecordingPage(page);
  for (const [name, recordingId] of [
    ["recording", live],
    ["recording-safe", safe],
  ] as const) {
    await recording.open(recordingId);
    await recording.player.play();
    await expect.poll(() => recording.player.currentTime(), { timeout: 20_000 }).toBeGreaterThan(2);
    await take(name);
  }
}

async function visitStartForm(page: Page, take: Take): Promise<void> {
  const form = new StartRecordingPage(page);
  await form.open();
  await form.channel.fill("class-101");
  await take("start");
  await (await form.openJson()).waitFor();
  await take("start-json");
  await form.open();
  await form.chooseMode("Individual");
  await form.channel.fill("class-101");
  await take("start-individual");
  await form.open();
  await form.chooseMode("Web page");
  await form.field("Label").fill("Board of the morning");
  await form.field("Address").fill("https://example.com/board");
  await take("start-web");
  await form.open();
}

async function visitLayouts(page: Page, take: Take, { live, layouts }: Things & Recordings): Promise<void> {
  const editor = new LayoutEditorPage(page);
  await editor.openGallery();
  await take("layouts");
  await editor.openSaved(layouts[0] ?? "");
  await editor.region(1).click();
  await take("layout-saved");
  await editor.openNew();
  await editor.drag({ x: 0.25, y: 0.25 }, { x: 0.4, y: 0.4 });
  await take("layout");
  // Nothing is left unsaved, or leaving would ask.
  await page.keyboard.press("Control+z");
  await editor.openLive(live);
  await take("layout-live");
}

async function visitStorage(page: Page, take: Take, { entryPoint }: Things): Promise<void> {
  const storage = new StoragePage(page);
  await storage.open();
  const fresh = new EntryPointPart(page, "live");
  await fresh.row.getByRole("button").waitFor();
  await take("storage");
  const set = new EntryPointPart(page, entryPoint);
  await set.open();
  await set.sheet.getByText("At Agora now").waitFor();
  await take("storage-now");
  await set.show("History");
  await take("storage-history");
  await storage.open();
  await fresh.open();
  await fresh.choose("New values");
  await take("storage-entry-point");
  await fresh.choose("Named profile");
  await fresh.press("Review the change");
  await fresh.review.getByText("This turns recording on").waitFor();
  await take("storage-review");
  await storage.open();
  await storage.openSheet();
  await storage.field("Name").waitFor();
  await take("storage-sheet");
}

async function visitLibrary(page: Page, take: Take, { clip, atMs }: Things): Promise<void> {
  const library = new LibraryPage(page);
  await library.open("cam1", atMs);
  await showsPicture(library.video);
  await library.enter("In", new Date(atMs - 45_000).toISOString());
  await library.enter("Out", new Date(atMs + 30_000).toISOString());
  await take("library");
  await library.openItem(clip);
  await showsPicture(library.dialog.locator("video"));
  await take("library-clip");
  await page.keyboard.press("Escape");
}

async function visitSettings(page: Page, take: Take): Promise<void> {
  await page.goto("/settings");
  await page.getByRole("heading", { name: "Project settings" }).waitFor();
  await take("settings");
  await new SettingsPage(page).openNew();
  await take("settings-new-project");
  await page.goto("/settings/account");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await take("settings-account");
}

async function showsPicture(video: Locator): Promise<void> {
  await expect
    .poll(() => video.evaluate((media: HTMLVideoElement) => media.readyState), { timeout: 30_000 })
    .toBeGreaterThanOrEqual(2);
}
