import { expect, test } from "../../fixtures";
import { RecordingPage } from "../../pages/recording-page";
import { SignInPage } from "../../pages/sign-in-page";
import { StartRecordingPage } from "../../pages/start-recording-page";
import { expectThreePeople } from "../../picture";

test("a newcomer signs in, records a channel, stops it, and plays what is safe in the bucket", async ({
  page,
  adminCredentials,
  sandbox,
  lobby,
}) => {
  const signIn = new SignInPage(page);
  await signIn.open();
  await signIn.signIn(adminCredentials);
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();

  await page.getByRole("link", { name: "Start recording" }).click();
  const form = new StartRecordingPage(page);
  await form.channel.fill(lobby);
  await form.chooseLayout("Best fit");
  await form.submit();

  const recording = new RecordingPage(page);
  await expect(recording.state).toHaveText("Recording", { timeout: 20_000 });
  // What is in the bucket so far can be watched, and grows.
  await expect.poll(() => recording.player.duration(), { timeout: 45_000 }).toBeGreaterThan(5);

  await recording.stop();
  await expect(recording.state).toHaveText("Safe in your bucket", { timeout: 60_000 });
  await expect(recording.timeline).toContainText(/every file was (uploaded|seen in the bucket)/i);

  expect(await recording.player.canDecode(), "Chromium needs H.264 and AAC").toBe(true);
  await recording.player.play();
  await expect.poll(() => recording.player.currentTime(), { timeout: 20_000 }).toBeGreaterThan(3);
  await expectThreePeople(recording.player, await sandbox.people(lobby));
});
