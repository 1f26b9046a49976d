import { expect, test as base } from "../../fixtures";
import { OwnInstallation } from "../../own-installation";
import { RecordingPage } from "../../pages/recording-page";
import { SignInPage } from "../../pages/sign-in-page";
import { StartRecordingPage } from "../../pages/start-recording-page";
import { expectThreePeople } from "../../picture";

const test = base.extend<{ own: OwnInstallation }>({
  own: async ({ installation }, use) => {
    const own = await OwnInstallation.launchBeside(installation);
    await use(own);
    await own.remove();
  },
  baseURL: async ({ own }, use) => use(own.url),
});

// While a process is away the page is not answered, and the browser says so.
test.use({ expectedErrors: /Failed to load resource|ERR_CONNECTION/ });

test("a recording outlives the death of every process, and its files end safe", async ({ page, own }) => {
  const signIn = new SignInPage(page);
  await signIn.open();
  await signIn.signIn(own.files.firstAdmin());
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
  await new StartRecordingPage(page).start("lobby");
  const recording = new RecordingPage(page);
  const { recordingId } = recording;

  const stillRecords = async () => {
    await recording.open(recordingId);
    await expect(recording.state).toHaveText("Recording", { timeout: 60_000 });
    const tasks = await own.sandbox.tasks("lobby");
    expect(tasks.map(({ phase }) => phase)).toEqual(["recording"]);
    // What comes after the death is recorded as well.
    const before = await recording.player.duration();
    await expect.poll(() => recording.player.duration(), { timeout: 60_000 }).toBeGreaterThan(before + 1);
  };
  await test.step("it records", stillRecords);

  await test.step("the engine is killed", () => own.killAndAwaitSuccessor("engine"));
  await test.step("it still records", stillRecords);
  await test.step("the sandbox is killed", () => own.killAndAwaitSuccessor("sandbox"));
  await test.step("it still records", stillRecords);
  await test.step("the console is killed", () => own.killAndRestart("console"));
  await test.step("it still records", stillRecords);
  await test.step("PostgreSQL is killed", () => own.killAndRestart("database"));
  await test.step("it still records", stillRecords);
  await test.step("the launcher is killed", () => own.killLauncherAndRestart());
  await test.step("it still records", stillRecords);

  await recording.stop();
  await expect(recording.state).toHaveText("Safe in your bucket", { timeout: 90_000 });
  expect(await own.sandbox.tasks("lobby")).toHaveLength(1);
  await recording.open(recordingId);
  await recording.player.play();
  await expect.poll(() => recording.player.currentTime(), { timeout: 20_000 }).toBeGreaterThan(1);
  await recording.player.seekToEnd();
  const people = await own.sandbox.people("lobby");
  await expect(() => expectThreePeople(recording.player, people)).toPass({ timeout: 10_000 });
});
