import { axeFindings } from "../../axe";
import { expect, test } from "../../fixtures";
import { EntryPointPart } from "../../pages/entry-point-part";
import { PlayerPart } from "../../pages/player-part";
import { StoragePage } from "../../pages/storage-page";

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
    expect(await axeFindings(admin)).toEqual([]);
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
    await cell.apply();
    await expect(cell.sheet).toContainText("At Agora now");
    await expect(cell.sheet).toContainText("as set here; Agora does not tell it");
  });

  await test.step("a change made elsewhere shows, and is undone although the answer is lost", async () => {
    await sandbox.fls("PATCH", `entry_points/${entryPoint}/settings/record/custom/regions/cn`, {
      mp4Config: { enabled: false },
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
    await expect(cell.sheet.getByRole("table", { name: "History" })).toContainText("(back to 1)");
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
    expect(await axeFindings(admin)).toEqual([]);
  });

  await admin.keyboard.press("Escape");
  await expect(cell.row).toContainText("File of stage seen");
});
