import { secondIn } from "../../burnt-in";
import { expect, test } from "../../fixtures";
import { LibraryPage } from "../../pages/library-page";

/** Slices of the sandbox under test. */
const sliceSeconds = 2;

test("a clip across a gap and a snapshot are cut, seen, played, and of the very moments", async ({
  admin,
  sandbox,
}) => {
  const [before, after] = await sandbox.gapOf("cam1");
  const [startMs, endMs] = [before.endMs - 6_000, after.startMs + 9_000];
  const library = new LibraryPage(admin);
  // In the middle of a second, so that the picture is surely of it.
  await library.open("cam1", startMs + 500);

  // The picture is that of the playhead: its burnt-in clock says so.
  await expect
    .poll(async () => secondIn(await library.pictureOf(library.video)), { timeout: 30_000 })
    .toBe(startMs / 1000);

  await library.enter("In", new Date(startMs).toISOString());
  await library.enter("Out", new Date(endMs).toISOString().replace("Z", "+00:00"));
  await expect(library.panel).toContainText(/Nothing from/);
  await expect(library.panel).toContainText(/recorded, \d\d %/);
  await library.field("Label").fill("Across the gap");
  await library.enter("Name", "gap-{label}");
  await library.press("Create clip");
  const clip = "gap-Across-the-gap.m3u8";
  await expect(library.row(clip)).toContainText("Seen", { timeout: 20_000 });

  await library.openItem(clip);
  for (const [where, atMs] of [
    ["start", startMs],
    ["end", endMs],
  ] as const) {
    await library.seekClip(where);
    const second = secondIn(await library.pictureOf(library.dialog.locator("video")));
    expect(Math.abs((second ?? 0) - atMs / 1000)).toBeLessThanOrEqual(sliceSeconds + 1);
  }
  await admin.keyboard.press("Escape");

  await library.choose("Snapshot");
  await library.enter("Moment", new Date(startMs + 2_000).toISOString());
  await library.enter("Name", "still-{start:HHmmss}");
  const made = admin.waitForResponse(
    (response) => response.url().includes("/media/") && response.url().endsWith(".jpg"),
  );
  await library.press("Create snapshot");
  const still = library.row("still-").filter({ hasText: "Seen" });
  await expect(still).toBeVisible({ timeout: 20_000 });
  const address = (await made).url();
  expect(secondIn(await library.pictureAt(address))).toBe(Math.floor((startMs + 2_000) / 1000));

  // Everything survives a reload, and the moment is in the address.
  await admin.reload();
  await expect(library.row(clip)).toContainText("Seen");
  expect(Math.abs((await library.playhead()) - (startMs + 2_000))).toBeLessThan(1_000);
});

test("what cannot be is said at the field, and a lost answer ends in the one clip that was made", async ({
  admin,
  sandbox,
}) => {
  const library = new LibraryPage(admin);
  await library.open("cam2");
  await library.enter("In", "half past two");
  await expect(library.panel).toContainText("Enter 14:03:22.250");
  await library.press("Create clip");
  await expect(library.panel.getByRole("alert")).toContainText("Set in and out first");
  await library.enter("Name", "{room}");
  await expect(library.panel).toContainText("{room} is no token");

  await library.enter("Name", "lost-answer");
  await library.enter("In", "now-60s");
  await library.enter("Out", "now-50s");
  const restore = await sandbox.armFault("cam2", {
    operation: "createClip",
    timing: "after",
    answer: { kind: "reset" },
  });
  await library.press("Create clip");
  await expect(library.row("lost-answer.m3u8")).toContainText("Seen", { timeout: 20_000 });
  await restore();
  await expect(library.panel).toContainText("lost-answer-2.m3u8");
  expect(await sandbox.clipsAsked("cam2", "lost-answer")).toBe(1);
});

test("keys move on the wall clock, select, zoom and go to a time", async ({ admin }) => {
  const library = new LibraryPage(admin);
  const atMs = Date.now() - 20 * 60_000;
  await library.open("cam1", atMs);
  const near = (wanted: number) =>
    expect.poll(async () => Math.abs((await library.playhead()) - wanted)).toBeLessThan(600);
  await admin.getByRole("slider", { name: "Playhead" }).focus();
  await admin.keyboard.press("i");
  await admin.keyboard.press("Shift+ArrowRight");
  await near(atMs + 10_000);
  await admin.keyboard.press("o");
  await expect(library.panel).toContainText("0:10 selected");
  await admin.keyboard.press("z");
  await expect(admin.getByRole("slider", { name: "In" })).toBeVisible();
  await admin.keyboard.press("x");
  await expect(admin.getByRole("slider", { name: "In" })).toBeHidden();
  await admin.keyboard.press("g");
  await library.dialog.getByLabel("Time").fill(new Date(atMs - 60_000).toISOString());
  await admin.keyboard.press("Enter");
  await near(atMs - 60_000);
});
