import { randomBytes } from "node:crypto";
import { expect, test } from "../../fixtures";
import { RecordingPage } from "../../pages/recording-page";
import { StartRecordingPage } from "../../pages/start-recording-page";
import { StoragePage } from "../../pages/storage-page";

test("an answer to start that is lost on the way is not a second recording", async ({
  admin,
  sandbox,
  testChannel,
}) => {
  const disarm = await sandbox.armFault(testChannel, {
    operation: "start",
    timing: "after",
    answer: { kind: "reset" },
  });

  await new StartRecordingPage(admin).start(testChannel);
  const recording = new RecordingPage(admin);
  await expect(recording.state).toHaveText("Recording", { timeout: 60_000 });
  await expect(recording.calls.getByText("Answer lost")).toHaveCount(1);
  await expect(recording.timeline).toContainText("its answer was lost");

  expect(await sandbox.tasks(testChannel)).toHaveLength(1);
  await recording.stop();
  await expect(recording.state).toHaveText("Safe in your bucket", { timeout: 60_000 });
  expect(await sandbox.tasks(testChannel)).toHaveLength(1);
  await disarm();
});

test("a start that Agora refuses says so in Agora's words and leaves nothing behind", async ({
  admin,
  sandbox,
  testChannel,
}) => {
  const disarm = await sandbox.armFault(testChannel, {
    operation: "start",
    answer: { kind: "json", status: 400, body: { code: 2, reason: "the layout is not to our taste" } },
  });

  const form = new StartRecordingPage(admin);
  await form.fill(testChannel);
  await form.submit();
  await expect(form.alert).toContainText("The recording was refused");
  await expect(form.alert).toContainText("the layout is not to our taste");
  await expect(form.channel).toHaveValue(testChannel);

  await form.alert.getByRole("link", { name: "See what happened" }).click();
  await expect(new RecordingPage(admin).state).toHaveText("Failed");
  expect(await sandbox.tasks(testChannel)).toHaveLength(0);
  await disarm();
});

test("keys that may not write show as a failed recording with what to do", async ({ admin, sandbox, testChannel }) => {
  const { accessKey, bucket } = sandbox.details.objectStore;
  const storage = new StoragePage(admin);
  const name = `Wrong keys ${testChannel}`;
  await storage.open();
  await storage.create({ name, bucket, accessKey, secretKey: "not-the-secret-of-this-key" });

  await new StartRecordingPage(admin).start(testChannel, { storage: name });
  const recording = new RecordingPage(admin);
  await expect(recording.state).toHaveText("Failed", { timeout: 60_000 });
  await expect(admin.getByText(/Agora could not write into the bucket/).first()).toBeVisible();
  await expect(admin.getByRole("link", { name: "Storage profiles" }).first()).toBeVisible();
  await expect(admin.getByText("This storage profile has no read-only key")).toBeVisible();

  await storage.open();
  await storage.remove(name);
  await expect(storage.row(name)).toHaveCount(0);
});

test("a recording that was not started here is listed with its acts until somebody closes it with a reason", async ({
  admin,
  sandbox,
  testChannel,
}) => {
  const sid = randomBytes(16).toString("hex");
  await sandbox.ask("POST", "/notifications", {
    productId: 3,
    eventType: 40,
    payload: {
      cname: testChannel,
      uid: "77",
      sid,
      sequence: 0,
      sendts: Date.now(),
      serviceType: 1,
      details: { msgName: "recorder_started", status: 0 },
    },
  });
  await expect(async () => {
    await admin.goto("/recordings");
    await expect(admin.getByRole("row", { name: testChannel })).toBeVisible({ timeout: 2_000 });
  }).toPass();
  const row = admin.getByRole("row", { name: testChannel });
  await expect(row.getByRole("button", { name: "Stop" })).toBeVisible();
  await row.getByRole("button", { name: "Adopt" }).click();
  const adopt = admin.getByRole("dialog", { name: "Adopt a recording" });
  await expect(adopt.getByLabel("Sid")).toHaveValue(sid);
  await admin.keyboard.press("Escape");
  await row.getByRole("button", { name: "Close" }).click();
  const dialog = admin.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("A test of another team");
  await dialog.getByRole("button", { name: "Close by hand" }).click();
  await expect(row).toBeHidden();
});
