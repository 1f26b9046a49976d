import { findingsInBothThemes } from "../../axe";
import { expect, test } from "../../fixtures";
import { EntryPointPart } from "../../pages/entry-point-part";
import { tabTo } from "../../pages/keyboard";
import { PlayerPart } from "../../pages/player-part";
import { StoragePage } from "../../pages/storage-page";

// The answer of the console that a test loses on purpose.
test.use({ expectedErrors: /net::ERR_FAILED/ });

test("an entry point is set up, checked, drifts, is brought back after a lost answer, and its file plays", async ({
  admin,
  sandbox,
  entryPoint,
}) => {
  await sandbox.ask("PUT", `/streams/${entryPoint}/stage`, { area: "cn" });
  const storage = new StoragePage(admin);
  const cell = new EntryPointPart(admin, entryPoint);
  await storage.open();
  await expect(cell.row).toContainText("Nothing set");
  await cell.open();

  await test.step("what is missing is said at its field", async () => {
    await cell.choose("New values");
    await cell.field("Bucket").fill("Not a bucket");
    await cell.press("Review the change");
    await expect(cell.field("Bucket")).toHaveAccessibleDescription(/Must be 3 to 63 lower-case letters/);
    await expect(cell.field("Access key")).toHaveAccessibleDescription(/Enter the access key/);
    expect(await findingsInBothThemes(admin)).toEqual([]);
  });

  await test.step("what was typed outlives another view, a reading that fails, and a slip of the hand", async () => {
    await cell.show("Now");
    // What the console answers when Agora refuses to list the entry points; a fault of the sandbox would meet other tests.
    const failure = { code: "http401", message: "No.", requestId: null };
    const matrix = { state: "failed", failure, readAt: new Date().toISOString(), areas: [], otherAreas: [], cells: [] };
    await admin.route("**/api/storage/matrix?*", (route) => route.fulfill({ json: matrix }));
    await cell.press("Ask Agora now");
    await expect(admin.getByText("Agora refused the credentials")).toBeAttached();
    await admin.unroute("**/api/storage/matrix?*");
    await cell.show("Change");
    await expect(cell.field("Bucket")).toHaveValue("Not a bucket");
    await admin.keyboard.press("Escape");
    const question = admin.getByRole("dialog", { name: "Discard what was entered?" });
    await expect(question).toBeVisible();
    expect(await findingsInBothThemes(admin)).toEqual([]);
    await question.getByRole("button", { name: "Cancel" }).click();
    await expect(cell.field("Bucket")).toHaveValue("Not a bucket");
  });

  await test.step("a wrong secret is found before it is sent", async () => {
    const { bucket, accessKey } = sandbox.details.objectStore;
    await cell.field("Bucket").fill(bucket);
    await cell.field("Access key").fill(accessKey);
    await cell.field("Secret key").fill("not-the-secret");
    await cell.press("Check");
    await expect(cell.sheet.getByRole("alert")).toContainText("The secret key is wrong");
    await cell.choose("Named profile");
    await cell.press("Check");
    await expect(cell.sheet.getByRole("alert")).toContainText("These keys can write");
  });

  await test.step("the review names the stream, and the change is read back", async () => {
    await cell.press("Review the change");
    await expect(cell.review).toContainText("stage");
    await expect(cell.review.getByRole("table", { name: "Differences" })).toContainText("not set");
    expect(await findingsInBothThemes(admin)).toEqual([]);
    await admin.route("**/storage", (route) => route.abort());
    await cell.press(`Apply to ${entryPoint}`);
    await expect(cell.review.getByRole("alert")).toContainText("It is not known whether it was applied");
    await admin.unroute("**/storage");
    await cell.apply();
    await expect(cell.sheet).toContainText("At Agora now");
    await expect(cell.sheet).toContainText("as set here; Agora does not tell it");
  });

  await test.step("the keys in force are checked where they are shown", async () => {
    const check = cell.sheet.getByRole("region", { name: "Check", exact: true });
    await expect(check).toContainText("These keys can write");
    const checkedAt = (await check.locator("time").getAttribute("datetime")) ?? "never";
    await check.getByRole("button", { name: "Check" }).click();
    await expect(check.locator("time")).not.toHaveAttribute("datetime", checkedAt);
    await expect(check).toContainText("These keys can write");
  });

  await test.step("the formats alone are changed", async () => {
    await cell.show("Change");
    await cell.choose("Leave as it is");
    await cell.sheet.getByRole("checkbox", { name: /^MP4/ }).uncheck();
    await cell.press("Review the change");
    await cell.apply();
    await expect(cell.sheet).toContainText("At Agora now");
  });

  await test.step("a change made elsewhere shows, and is undone although the answer is lost", async () => {
    await sandbox.fls("PATCH", `entry_points/${entryPoint}/settings/record/custom/regions/cn`, {
      mp4Config: { enabled: true },
    });
    await cell.press("Ask Agora now");
    await expect(cell.sheet.getByRole("table", { name: "Drift" })).toContainText("MP4");
    await sandbox.ask("POST", "/faults", {
      operation: "setCustomRecording",
      timing: "after",
      answer: { kind: "json", status: 504, body: {} },
    });
    await cell.press("Set it again");
    await cell.apply();
    await expect(cell.sheet).toContainText("Agora's answer was lost. It reads back exactly what was set");
    await expect(cell.sheet.getByRole("table", { name: "Drift" })).toHaveCount(0);
    await cell.show("History");
    const history = cell.sheet.getByRole("table", { name: "History" });
    await expect(history).toContainText("(back to 2)");
    await expect(history.getByRole("button", { name: /^Return to change/ })).toHaveCount(3);
    expect(await findingsInBothThemes(admin)).toEqual([]);
  });

  await test.step("its stream's file lies in the bucket and plays", async () => {
    const files = async () => (await sandbox.objectKeys(`${entryPoint}/stage/`)).filter((key) => key.endsWith(".ts"));
    await expect.poll(async () => (await files()).length, { timeout: 40_000 }).toBeGreaterThan(1);
    await sandbox.ask("DELETE", `/streams/${entryPoint}/stage`);
    await cell.show("Now");
    await expect
      .poll(
        async () => {
          await cell.press("Ask Agora now");
          return cell.sheet.getByText("A file of stage was announced").count();
        },
        { timeout: 40_000 },
      )
      .toBe(1);
    await cell.press("Look in the bucket");
    await expect(cell.sheet).toContainText("The newest recording in the bucket is of stage");
    await cell.press("Play");
    const player = new PlayerPart(admin);
    await player.play();
    await expect.poll(() => player.currentTime(), { timeout: 20_000 }).toBeGreaterThan(0.5);
    // What the pointer rests on explains itself outside every landmark.
    await admin.mouse.move(0, 0);
    await expect(admin.getByRole("tooltip")).toHaveCount(0);
    expect(await findingsInBothThemes(admin)).toEqual([]);
  });

  await admin.keyboard.press("Escape");
  await expect(cell.row).toContainText("File of stage seen");
});

test("an entry point is set up, checked, reviewed and applied without a mouse", async ({ admin, entryPoint }) => {
  const { keyboard } = admin;
  const cell = new EntryPointPart(admin, entryPoint);
  await new StoragePage(admin).open();
  const opener = cell.row.getByRole("button", { name: /^Set up/ });
  await opener.waitFor();
  await tabTo(admin, opener);
  await keyboard.press("Enter");
  await cell.sheet.waitFor();
  const button = (name: string) => cell.sheet.getByRole("button", { name, exact: true });
  await tabTo(admin, cell.sheet.getByRole("checkbox", { name: /^MP4/ }));
  await keyboard.press("Space");
  await tabTo(admin, button("Check"));
  await keyboard.press("Enter");
  await expect(cell.sheet.getByRole("alert")).toContainText("These keys can write");
  await tabTo(admin, button("Review the change"));
  await keyboard.press("Enter");
  await expect(cell.review).toBeFocused();
  await cell.review.getByText("This turns recording on").waitFor();
  await tabTo(admin, button(`Apply to ${entryPoint}`));
  await keyboard.press("Enter");
  await expect(cell.sheet.getByRole("region", { name: "Configuration" })).toContainText("At Agora now");
  // The focus stays in the sheet, so that the next key goes on from there.
  await expect(cell.sheet.locator(":focus")).toHaveCount(1);
  await keyboard.press("Escape");
  await expect(cell.sheet).toBeHidden();
  await expect(cell.row).toContainText("MP4 off");
});
