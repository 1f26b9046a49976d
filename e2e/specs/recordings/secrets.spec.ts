import { randomBytes } from "node:crypto";
import type { Page } from "playwright/test";
import { canary, SecretSearch } from "../../canaries";
import { dumpDatabase } from "../../database";
import { expect, test } from "../../fixtures";
import { EntryPointPart } from "../../pages/entry-point-part";
import { LayoutEditorPage } from "../../pages/layout-editor-page";
import { LibraryPage } from "../../pages/library-page";
import { RecordingPage } from "../../pages/recording-page";
import { SettingsPage } from "../../pages/settings-page";
import { StartRecordingPage } from "../../pages/start-recording-page";
import { StoragePage } from "../../pages/storage-page";

test("a token made from the project's App Certificate lets the recorder in", async ({
  admin,
  sandbox,
  strictTokens,
  testChannel,
}) => {
  const settings = new SettingsPage(admin);
  await settings.open();
  await settings.enter({ "App Certificate": strictTokens });
  await settings.save();
  await expect(settings.saved("Sandbox")).toBeVisible();
  await expect(settings.field("App Certificate")).toHaveValue("");
  await expect(settings.field("App Certificate")).toHaveAccessibleDescription(
    `Stored, ends in ${strictTokens.slice(-4)}. Leave empty to keep it.`,
  );

  const form = new StartRecordingPage(admin);
  await form.fill(testChannel);
  await expect(form.form.getByRole("radio", { name: "Made here" })).toBeChecked();
  await form.submit();
  const recording = new RecordingPage(admin);
  await expect(recording.state).toHaveText("Recording", { timeout: 30_000 });
  await expect(admin.getByText("made from the App Certificate")).toBeVisible();

  await settings.open();
  await settings.removeCertificate.check();
  await settings.save();
  await expect(settings.removeCertificate).toHaveCount(0);
  await sandbox.endRecordingsOf(testChannel);
});

test("secrets that were typed come back nowhere: no page, answer, log or row holds them", async ({
  admin,
  baseURL,
  installation,
  sandbox,
  testChannel,
  entryPoint,
}) => {
  const typed = {
    customerId: canary(),
    customerSecret: canary(),
    appCertificate: canary(),
    rtcSecret: canary(),
    cloudRecordingSecret: canary(),
    flsSecret: canary(),
    accessKey: canary(),
    secretKey: canary(),
    readAccessKey: canary(),
    readSecretKey: canary(),
    cellAccessKey: canary(),
    cellSecretKey: canary(),
    playKey: canary(),
    // The older form of a token, of which nothing can be read.
    token: `006${canary()}`,
    encryptionSecret: canary(),
    encryptionSalt: randomBytes(32).toString("base64"),
    currentPassword: canary(),
    newPassword: canary(),
    streamKey: canary(),
    otherStreamKey: canary(),
  };
  const { customerSecret, objectStore, notificationSecrets, appCertificate } = sandbox.details;
  const search = new SecretSearch({
    ...typed,
    sandboxCustomerSecret: customerSecret,
    sandboxCertificate: appCertificate,
    sandboxSecretKey: objectStore.secretKey,
    ...notificationSecrets,
    adminPassword: installation.firstAdmin().password,
    masterKey: installation.text("secret-key").trim(),
    databasePassword: installation.text("postgres-password").trim(),
  });
  const answers = searchAnswers(admin, search);

  const start = new StartRecordingPage(admin);
  await start.fill(testChannel);
  await start.pasteToken(typed.token);
  await start.encryptBy("AES-256-GCM2", typed.encryptionSecret, typed.encryptionSalt);
  await start.submit();
  const recording = new RecordingPage(admin);
  await expect(recording.state).toHaveText("Recording", { timeout: 30_000 });
  const { recordingId } = recording;
  const { projectId } = (await (await admin.request.get(`/api/recordings/${recordingId}`)).json()) as {
    projectId: string;
  };
  await recording.stop();
  await expect(recording.state).toHaveText("Safe in your bucket", { timeout: 60_000 });

  const storage = new StoragePage(admin);
  await storage.open();
  const entry = new EntryPointPart(admin, entryPoint);
  await entry.open();
  await entry.choose("New values");
  await entry.field("Bucket").fill("canaries");
  await entry.field("Access key").fill(typed.cellAccessKey);
  await entry.field("Secret key").fill(typed.cellSecretKey);
  await entry.press("Check");
  await expect(entry.sheet.getByRole("alert")).toContainText("The access key is unknown");
  await entry.press("Review the change");
  await entry.apply();
  await expect(entry.sheet).toContainText("At Agora now");

  await start.open();
  await start.chooseMode("Web page");
  await start.field("Label").fill(`Page ${testChannel}`);
  await start.field("Address").fill(new URL("/sign-in", baseURL).href);
  await start.field("RTMP address").fill(`rtmp://127.0.0.1:9/live/${typed.streamKey}`);
  await start.form.getByRole("checkbox", { name: "Start on hold" }).check();
  await start.submit();
  await expect(recording.state).toContainText("On hold", { timeout: 30_000 });
  await recording.pushTo(`rtmps://localhost:9/live/${typed.otherStreamKey}`);
  await expect(admin.getByText("to localhost:9, address not shown")).toBeVisible();
  await recording.stop();

  const library = new LibraryPage(admin);
  await library.open("cam1");
  await library.setPlayKey(typed.playKey);

  const settings = new SettingsPage(admin);
  // After "Sandbox" in the alphabet: new sessions begin with the first project.
  const name = `Secrets ${testChannel}`;
  await settings.openNew();
  await settings.enter({
    Name: name,
    "App ID": sandbox.details.appId,
    "Customer ID": typed.customerId,
    "Customer secret": typed.customerSecret,
    "App Certificate": typed.appCertificate,
    "Secret for Cloud Recording": typed.cloudRecordingSecret,
    "Secret for RTC channel events": typed.rtcSecret,
    "Secret for Fusion Live Streaming": typed.flsSecret,
  });
  await settings.save();
  await expect(settings.saved(name)).toBeVisible();
  await expect(admin).toHaveURL("/settings");
  await storage.open();
  const { accessKey, secretKey, readAccessKey, readSecretKey } = typed;
  await storage.create({ name, bucket: "canaries", accessKey, secretKey, readAccessKey, readSecretKey });

  await admin.goto("/settings/account");
  await admin.getByLabel("Current password").fill(typed.currentPassword);
  await admin.getByLabel("New password").fill(typed.newPassword);
  await admin.getByRole("button", { name: "Change password" }).click();
  await expect(admin.getByLabel("Current password")).toHaveAccessibleDescription(/\S/);

  const layoutId = await saveLayout(admin, name);
  const cell = `projectId=${projectId}&entryPoint=${entryPoint}&flsArea=cn`;
  const { pages, apis } = installation.routes();
  const reads: Record<string, string> = {
    "/api/auth/[...nextauth]": "/api/auth/session",
    "/api/callbacks/[projectKey]": "/api/callbacks/nobody",
    "/api/health": "/api/health",
    "/api/layouts": `/api/layouts?projectId=${projectId}`,
    "/api/library/bucket": `/api/library/bucket?projectId=${projectId}&profileId=none&entryPoint=live&streamName=cam1`,
    "/api/library/items": `/api/library/items?projectId=${projectId}`,
    "/api/library/media/[projectId]/[...path]": `/api/library/media/${projectId}/record/live/cam1/none.m3u8`,
    "/api/library/objects/[projectId]/[profileId]/[...key]": `/api/library/objects/${projectId}/none/live/cam1/none.m3u8`,
    "/api/library/places": `/api/library/places?projectId=${projectId}`,
    "/api/library/recordings": `/api/library/recordings?${libraryRange(projectId)}`,
    "/api/overview": `/api/overview?projectId=${projectId}`,
    "/api/recordings": `/api/recordings?projectId=${projectId}`,
    "/api/recordings/[recordingId]": `/api/recordings/${recordingId}`,
    "/api/recordings/[recordingId]/layout": `/api/recordings/${recordingId}/layout`,
    "/api/recordings/[recordingId]/media/[name]": `/api/recordings/${recordingId}/media/none.m3u8`,
    "/api/recordings/foreign": `/api/recordings/foreign?projectId=${projectId}`,
    "/api/recordings/troubles": `/api/recordings/troubles?projectId=${projectId}`,
    "/api/storage/checks": `/api/storage/checks?${cell}`,
    "/api/storage/files/[projectId]/[entryPoint]/[flsArea]/[...name]": `/api/storage/files/${projectId}/live/cn/live/none.m3u8`,
    "/api/storage/history": `/api/storage/history?${cell}`,
    "/api/storage/matrix": `/api/storage/matrix?projectId=${projectId}`,
    "/api/storage/proof": `/api/storage/proof?${cell}`,
    "/api/recordings/live": `/api/recordings/live?projectId=${projectId}&channel=${testChannel}`,
  };
  // One never ends: what it says is made of ids by triggers.
  const endless = "/api/events";
  expect([...Object.keys(reads), endless], "routes that are read here").toEqual(expect.arrayContaining(apis));
  const paths = pages.map((page) => page.replace("[recordingId]", recordingId).replace("[layoutId]", layoutId));
  expect(paths.filter((path) => path.includes("["))).toEqual([]);
  for (const path of [...paths, ...Object.values(reads)]) {
    for (const headers of [undefined, { RSC: "1" }]) {
      const answer = await admin.request.get(path, { headers });
      if (paths.includes(path)) expect(answer.status(), path).toBe(200);
      search.look(path, await answer.text());
    }
  }
  for (const [file, text] of installation.logs()) search.look(`log ${file}`, text);
  search.look("the sandbox's journal", JSON.stringify(await sandbox.ask("GET", "/journal?limit=1000")));
  search.look("the sandbox's tasks", JSON.stringify(await sandbox.ask("GET", "/tasks")));
  const tables = await dumpDatabase(installation);
  for (const [table, rows] of tables) search.look(`table ${table}`, rows);
  await answers();

  expect(search.found()).toEqual([]);
  expect(tables.get("public.audit_rows")).toContain(name);
  expect(search.searched).toBeGreaterThan(200_000);
});

/** Saves a layout that begins as a preset. Returns its id. */
async function saveLayout(page: Page, name: string): Promise<string> {
  const editor = new LayoutEditorPage(page);
  await editor.openNew();
  await editor.choosePreset("Best fit");
  await page.getByRole("textbox", { name: "Name", exact: true }).first().fill(name);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.waitForURL("/layouts");
  const link = page.getByRole("link", { name }).first();
  return (await link.getAttribute("href"))?.split("/").at(-1) ?? "no link";
}

/** The last hour of a stream. */
function libraryRange(projectId: string): string {
  const [from = "", to = ""] = [Date.now() - 3_600_000, Date.now()].map((atMs) => new Date(atMs).toISOString());
  return new URLSearchParams({ projectId, entryPoint: "live", flsArea: "cn", streamName: "cam1", from, to }).toString();
}

/** Looks through everything the page is answered from now on. Returns what waits for the answers under way. */
function searchAnswers(page: Page, search: SecretSearch): () => Promise<void> {
  const reading: Promise<void>[] = [];
  page.on("response", (response) => {
    search.look(`headers of ${response.url()}`, JSON.stringify(response.headers()));
    if (response.headers()["content-type"]?.startsWith("text/event-stream") === true) return; // It does not end.
    const read = response.text().then((text) => search.look(response.url(), text));
    // A redirect has no body, and a page that was left takes its answers with it.
    reading.push(read.catch(() => undefined));
  });
  return async () => void (await Promise.all(reading));
}
