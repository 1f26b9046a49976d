import { expect, test } from "../../fixtures";
import { StartRecordingPage } from "../../pages/start-recording-page";
import { StoragePage } from "../../pages/storage-page";

test("the start form says at each field what would be right, and keeps what was typed", async ({ admin }) => {
  const form = new StartRecordingPage(admin);
  await form.open();
  await form.submit();
  await expect(form.channel).toHaveAccessibleDescription(/Enter the channel to record/);
  await expect(form.channel).toBeFocused();

  await form.channel.fill("Ünïcode/channel");
  await form.useCustomVideo();
  await form.bitrate.fill("999999");
  await form.submit();
  await expect(form.channel).toHaveAccessibleDescription(/May hold letters, digits, space/);
  await expect(form.bitrate).toHaveAccessibleDescription(/Must be 1 to \d+ kbps/);
  await expect(form.bitrate).toHaveAttribute("aria-invalid", "true");
  await expect(form.channel).toHaveValue("Ünïcode/channel");
  await expect(form.bitrate).toHaveValue("999999");

  // A message goes as soon as what it is about is right.
  await form.channel.fill("lobby");
  await expect(form.channel).not.toHaveAttribute("aria-invalid", "true");
  await expect(form.bitrate).toHaveAttribute("aria-invalid", "true");
  await expect(admin).toHaveURL(/\/recordings\/new$/);
});

test("the start form tells the longest channel name and what a pasted token needs", async ({ admin }) => {
  const form = new StartRecordingPage(admin);
  await form.open();
  await form.channel.fill("x".repeat(64));
  await admin.keyboard.press("Tab");
  await expect(form.channel).toHaveAccessibleDescription(/Must be shorter than 64 bytes/);
  await form.pasteToken("");
  await form.submit();
  await expect(form.token).toHaveAccessibleDescription(/Paste the token/);
});

test("a new storage profile says at each field what is missing, and keeps what was typed", async ({ admin }) => {
  const storage = new StoragePage(admin);
  await storage.open();
  await storage.openSheet();
  await storage.save();
  await expect(storage.field("Name")).toHaveAccessibleDescription(/Enter a name/);
  await expect(storage.field("Bucket")).toHaveAccessibleDescription(/Enter the bucket/);

  await storage.enter({
    name: "Half a key",
    bucket: "b",
    accessKey: "AK",
    secretKey: "with space",
    readAccessKey: "RK",
  });
  await storage.save();
  await expect(storage.field("Secret key")).toHaveAccessibleDescription(/may not hold spaces/);
  await storage.field("Secret key").fill("secret");
  await storage.save();
  await expect(storage.field("Read-only secret key")).toHaveAccessibleDescription(/needs both/);
  await expect(storage.field("Name")).toHaveValue("Half a key");
  await expect(storage.field("Secret key")).toHaveValue("secret");
});

test("a name that another profile has is refused at its field, and nothing typed is lost", async ({ admin }) => {
  const storage = new StoragePage(admin);
  await storage.open();
  await storage.openSheet();
  await storage.enter({ name: "Sandbox bucket", bucket: "another", accessKey: "AK", secretKey: "a-secret" });
  await storage.save();
  await expect(storage.field("Name")).toHaveAccessibleDescription(/Another storage profile of this project/);
  await expect(storage.field("Name")).toBeFocused();
  await expect(storage.field("Bucket")).toHaveValue("another");
  await expect(storage.field("Secret key")).toHaveValue("a-secret");
});

test("project settings say what an App ID and an App Certificate look like", async ({ admin }) => {
  await admin.goto("/settings/projects/new");
  await admin.getByRole("textbox", { name: "App ID" }).fill("not-an-app-id");
  await admin.getByRole("textbox", { name: "App Certificate" }).fill("short");
  await admin.getByRole("button", { name: "Create project" }).click();
  await expect(admin.getByRole("textbox", { name: "Name" })).toHaveAccessibleDescription(/Enter a name/);
  await expect(admin.getByRole("textbox", { name: "App ID" })).toHaveAccessibleDescription(/32 hexadecimal digits of/);
  await expect(admin.getByRole("textbox", { name: "App Certificate" })).toHaveAccessibleDescription(
    /must be the 32 hexadecimal digits/i,
  );
  await expect(admin.getByRole("textbox", { name: "App ID" })).toHaveValue("not-an-app-id");
});
