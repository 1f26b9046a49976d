import { expect, test } from "../../fixtures";
import { tabTo } from "../../pages/keyboard";
import { RecordingPage } from "../../pages/recording-page";
import { ShellPart } from "../../pages/shell-part";
import { SignInPage } from "../../pages/sign-in-page";
import { StartRecordingPage } from "../../pages/start-recording-page";

test("everything is done without a mouse: sign in, find the way, start, stop, sign out", async ({
  page,
  adminCredentials,
  testChannel,
}) => {
  const { keyboard } = page;
  const signIn = new SignInPage(page);
  await signIn.open();
  await expect(signIn.email).toBeFocused();
  await keyboard.type(adminCredentials.email);
  await keyboard.press("Tab");
  await keyboard.type(adminCredentials.password);
  await keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();

  const shell = new ShellPart(page);
  await shell.openPalette();
  await keyboard.type("recordings");
  await expect(shell.palette.getByRole("option", { name: /^Go to recordings/ })).toHaveAttribute(
    "data-selected",
    "true",
  );
  await keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Recordings", level: 1 })).toBeVisible();

  await tabTo(page, page.getByRole("link", { name: "Start recording" }).first());
  await keyboard.press("Enter");
  const form = new StartRecordingPage(page);
  await tabTo(page, form.channel);
  await keyboard.type(testChannel);
  await keyboard.press("Control+Enter");
  const recording = new RecordingPage(page);
  await expect(recording.state).toHaveText("Recording", { timeout: 30_000 });

  const overview = page.getByRole("heading", { name: "Overview" });
  await expect(async () => {
    // The second key has to follow within a second.
    await keyboard.press("g");
    await keyboard.press("o");
    await expect(overview).toBeVisible({ timeout: 3_000 });
  }).toPass();
  await shell.openPalette();
  await keyboard.type(testChannel);
  await expect(shell.selectedOption).toHaveText(new RegExp(`^${testChannel}`));
  await keyboard.press("Enter");
  await expect(recording.state).toHaveText("Recording");

  await shell.openPalette();
  await keyboard.type("stop recording");
  await expect(shell.selectedOption).toHaveText(`Stop recording ${testChannel}`);
  await keyboard.press("Enter");
  const confirm = page.getByRole("dialog").getByRole("button", { name: "Stop recording" });
  await expect(confirm).toBeVisible();
  await tabTo(page, confirm);
  await keyboard.press("Enter");
  await expect(recording.state).toHaveText("Safe in your bucket", { timeout: 60_000 });

  await tabTo(page, recording.player.region);
  await keyboard.press("Space");
  await expect.poll(() => recording.player.currentTime(), { timeout: 20_000 }).toBeGreaterThan(0.5);

  await shell.openPalette();
  await keyboard.type("sign out");
  await expect(shell.selectedOption).toHaveText("Sign out");
  await keyboard.press("Enter");
  await expect(signIn.heading).toBeVisible();
});
