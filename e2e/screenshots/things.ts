import { expect, type Page } from "playwright/test";
import { EntryPointPart } from "../pages/entry-point-part";
import { LayoutEditorPage } from "../pages/layout-editor-page";
import { LibraryPage } from "../pages/library-page";
import { StoragePage } from "../pages/storage-page";
import type { Sandbox } from "../sandbox";

/** What is there to be pictured besides recordings. */
export type Things = {
  entryPoint: string;
  layouts: readonly string[];
  clip: string;
  /** Where the library's timeline shows the clip and a gap. */
  atMs: number;
};

/** An entry point that is set up, three saved layouts, a clip and a snapshot. */
export async function makeThings(page: Page, sandbox: Sandbox): Promise<Things> {
  const entryPoint = "studio";
  await sandbox.fls("POST", `entry_points?id=${entryPoint}`);
  await new StoragePage(page).open();
  const entry = new EntryPointPart(page, entryPoint);
  await entry.open();
  await entry.choose("Named profile");
  await entry.press("Review the change");
  await entry.apply();
  await expect(entry.sheet).toContainText("At Agora now");

  const layouts = ["Presenter and strip", "Picture in picture", "Side by side"];
  const editor = new LayoutEditorPage(page);
  for (const name of layouts) {
    await editor.openNew();
    await editor.choosePreset(name);
    await editor.name.fill(name);
    await editor.save();
    await page.waitForURL("/layouts");
  }

  const [before, after] = await sandbox.gapOf("cam1");
  const library = new LibraryPage(page);
  await library.open("cam1", before.endMs - 6_000);
  await library.enter("In", new Date(before.endMs - 6_000).toISOString());
  await library.enter("Out", new Date(after.startMs + 9_000).toISOString());
  await library.enter("Name", "opening");
  await library.press("Create clip");
  const clip = "opening.m3u8";
  await expect(library.row(clip)).toContainText("Seen", { timeout: 20_000 });
  await library.choose("Snapshot");
  await library.enter("Name", "opening-{start:HHmmss}");
  await library.press("Create snapshot");
  await expect(library.row("opening-").filter({ hasText: "Seen" })).toBeVisible({ timeout: 20_000 });
  return { entryPoint, layouts, clip, atMs: before.endMs - 6_000 };
}
