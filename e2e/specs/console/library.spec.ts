import { axeFindings, contrastFindings } from "../../axe";
import { secondIn } from "../../burnt-in";
import { expect, test } from "../../fixtures";
import { tabTo } from "../../pages/keyboard";
import { LibraryPage } from "../../pages/library-page";
import { chooseTheme } from "../../theme";

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
    .poll(async () => secondIn(await library.pictureOf(library.video)), { timeout: 60_000 })
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

  // A name may hold what looks like an encoding: it is decoded once, and no more.
  const odd = await admin.request.get(new URL("100%2541.jpg", address).href, { maxRedirects: 0 });
  expect(odd.headers()["location"]).toContain("/100%2541.jpg");

  // Everything survives a reload, and the moment is in the address.
  await admin.reload();
  await expect(library.row(clip)).toContainText("Seen");
  expect(Math.abs((await library.playhead()) - (startMs + 2_000))).toBeLessThan(1_000);
});

test("what cannot be is said at the field, and a lost answer ends in the one clip or snapshot that was made", async ({
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

  await library.choose("Snapshot");
  await library.enter("Moment", "now-55s");
  await library.enter("Name", "lost-still");
  const restoreAgain = await sandbox.armFault("cam2", {
    operation: "createSnapshot",
    timing: "after",
    answer: { kind: "reset" },
  });
  await library.press("Create snapshot");
  await expect(library.row("lost-still.jpg")).toContainText("Seen", { timeout: 20_000 });
  await restoreAgain();

  await test.step("nothing of it is anything that axe finds, dark and light", async () => {
    const items = ["lost-answer.m3u8", "lost-still.jpg"];
    await forEachView(library, items, async () => expect(await axeFindings(admin)).toEqual([]));
    await chooseTheme(admin, "light");
    await admin.reload();
    await expect(library.row("lost-still.jpg")).toContainText("Seen");
    await forEachView(library, items, async () => expect(await contrastFindings(admin)).toEqual([]));
  });
});

/** The library as it is, and with each of what opens over it. */
async function forEachView(library: LibraryPage, items: readonly string[], look: () => Promise<void>): Promise<void> {
  const { page } = library;
  await look();
  for (const item of items) {
    await library.openItem(item);
    await look();
    await page.keyboard.press("Escape");
    await library.dialog.waitFor({ state: "hidden" });
  }
  for (const button of [/^\d+ \w+ \d{4} UTC$/, "Playback"]) {
    await page.getByRole("button", { name: button }).click();
    await library.dialog.waitFor();
    await look();
    await page.keyboard.press("Escape");
    await library.dialog.waitFor({ state: "hidden" });
  }
}

test("without a mouse: to a moment, in and out, a clip that is seen, played and downloaded", async ({
  admin,
  sandbox,
}) => {
  const { keyboard } = admin;
  const library = new LibraryPage(admin);
  const [{ endMs }] = await sandbox.gapOf("cam1");
  const atMs = endMs - 30_000;
  const near = (wanted: number) =>
    expect.poll(async () => Math.abs((await library.playhead()) - wanted)).toBeLessThan(600);
  await admin.goto("/library");
  // Which stream was chosen is in the address: another one that goes on air cannot take its place.
  await expect(admin).toHaveURL(/\?entry=live&area=cn&stream=cam1/);

  await tabTo(admin, admin.getByRole("button", { name: "Go to time" }));
  await keyboard.press("Enter");
  await tabTo(admin, library.dialog.getByLabel("Time"));
  await keyboard.type("now-91d");
  await keyboard.press("Enter");
  await expect(library.dialog).toContainText("more than 90 days ago");
  await keyboard.press("Control+a");
  await keyboard.type(new Date(atMs).toISOString());
  await keyboard.press("Enter");
  await near(atMs);

  await tabTo(admin, admin.getByRole("slider", { name: "Playhead" }));
  await keyboard.press("i");
  await keyboard.press("Shift+ArrowRight");
  await near(atMs + 10_000);
  await keyboard.press("o");
  await expect(library.panel).toContainText("0:10 selected");
  await keyboard.press("z");
  await expect(admin.getByRole("slider", { name: "In" })).toBeVisible();

  await tabTo(admin, library.field("Name"));
  await keyboard.press("Control+a");
  await keyboard.type("by-keys");
  await tabTo(admin, admin.getByRole("slider", { name: "Playhead" }));
  await keyboard.press("Shift+C");
  await expect(library.row("by-keys.m3u8")).toContainText("Seen", { timeout: 20_000 });
  await keyboard.press("x");
  await expect(admin.getByRole("slider", { name: "In" })).toBeHidden();

  await tabTo(admin, library.row("by-keys.m3u8").getByRole("button", { name: "Open by-keys.m3u8" }));
  await keyboard.press("Enter");
  const video = library.dialog.locator("video");
  await tabTo(admin, library.dialog.getByRole("region", { name: /by-keys/ }));
  await keyboard.press("Space");
  await expect
    .poll(() => video.evaluate((media: HTMLVideoElement) => media.currentTime), { timeout: 20_000 })
    .toBeGreaterThan(0.5);
  await tabTo(admin, library.dialog.getByRole("link", { name: "Download" }));
  const download = admin.waitForEvent("download");
  await keyboard.press("Enter");
  expect((await download).suggestedFilename()).toBe("by-keys.ts");
  await keyboard.press("Escape");
  await expect(library.dialog).toBeHidden();
});

test("what lies in the customer's own bucket plays at its moment, whatever the stream is called", async ({
  admin,
  sandbox,
  entryPoint,
}) => {
  const stream = "Bühne-1";
  const address = `/streams/${entryPoint}/${encodeURIComponent(stream)}`;
  const { bucket, accessKey, secretKey } = sandbox.details.objectStore;
  await sandbox.fls("PATCH", `entry_points/${entryPoint}/settings/record/custom/regions/cn`, {
    hlsConfig: { enabled: true },
    storageConfig: { vendor: 1, region: 0, bucket, accessKey, secretKey },
  });
  await sandbox.ask("PUT", address, { area: "cn" });
  const keys = () => sandbox.objectKeys(`${entryPoint}/${stream}/`);
  await expect
    .poll(async () => (await keys()).filter((key) => key.endsWith(".ts")).length, { timeout: 40_000 })
    .toBe(3);
  await sandbox.ask("DELETE", address);
  const endedMs = Date.now();
  await expect.poll(async () => (await keys()).some((key) => key.endsWith(".m3u8")), { timeout: 40_000 }).toBe(true);

  const library = new LibraryPage(admin);
  await library.openPlace({ entry: entryPoint, stream });
  await library.chooseBucket();
  await expect(async () => {
    // Until the bucket was listed, the latest is not known.
    await admin.getByRole("button", { name: "Latest" }).click();
    expect(await library.playhead()).toBeLessThan(endedMs);
  }).toPass();
  await expect.poll(async () => secondIn(await library.pictureOf(library.video)), { timeout: 60_000 }).not.toBeNull();
  const second = secondIn(await library.pictureOf(library.video)) ?? 0;
  expect(Math.abs(second * 1000 - (await library.playhead()))).toBeLessThan(3_000);
  await expect(library.panel).toContainText("Agora cuts clips out of standard recordings only");
});
