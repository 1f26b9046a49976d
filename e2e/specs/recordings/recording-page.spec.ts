import { axeFindings, contrastFindings } from "../../axe";
import { expect, test } from "../../fixtures";
import { RecordingPage } from "../../pages/recording-page";
import { StartRecordingPage } from "../../pages/start-recording-page";
import { expectPerson } from "../../picture";
import { chooseTheme } from "../../theme";

test("the pages of a recording have nothing that axe finds, live and safe", async ({ admin, testChannel }) => {
  await new StartRecordingPage(admin).start(testChannel);
  const recording = new RecordingPage(admin);
  const { recordingId } = recording;
  await expect.poll(() => recording.player.duration(), { timeout: 60_000 }).toBeGreaterThan(1);
  expect(await axeFindings(admin)).toEqual([]);
  await admin.getByRole("link", { name: "Layout", exact: true }).click();
  await expect(admin.getByRole("toolbar", { name: "Layout" })).toBeVisible();
  expect(await axeFindings(admin)).toEqual([]);

  await chooseTheme(admin, "light");
  for (const path of ["/", "/recordings"]) {
    await admin.goto(path);
    await expect(admin.getByRole("link", { name: testChannel }).first()).toBeVisible();
    expect(await contrastFindings(admin), path).toEqual([]);
  }

  await recording.open(recordingId);
  await recording.stop();
  await expect(recording.state).toHaveText("Safe in your bucket", { timeout: 60_000 });
  await recording.calls.getByText("start", { exact: true }).click();
  await expect(recording.calls.getByText('"method": "POST"')).toBeVisible();
  expect(await axeFindings(admin)).toEqual([]);
  const html = await (await admin.request.get(`/recordings/${recordingId}`)).text();
  expect(html.match(/<[^>]* style=/g) ?? []).toEqual([]);
});

test("another layout, ordered while it records, is in the picture", async ({ admin, sandbox, testChannel }) => {
  await new StartRecordingPage(admin).start(testChannel);
  const recording = new RecordingPage(admin);
  await expect(recording.state).toHaveText("Recording", { timeout: 30_000 });
  await recording.changeLayout("Floating");
  await expect(recording.timeline).toContainText("Agora applied the layout", { timeout: 20_000 });
  const appliedAfter = await recording.player.duration();
  await expect.poll(() => recording.player.duration(), { timeout: 60_000 }).toBeGreaterThan(appliedAfter + 5);
  await recording.stop();
  await expect(recording.state).toHaveText("Safe in your bucket", { timeout: 60_000 });

  const [first] = await sandbox.people(testChannel);
  await recording.player.seekToEnd();
  // The first person fills the picture, the others stand at its bottom.
  await expect(async () => {
    await expectPerson(recording.player, { x: 0.9, y: 0.1 }, first);
    await expectPerson(recording.player, { x: 0.1, y: 0.5 }, first);
  }).toPass({ timeout: 10_000 });
});
