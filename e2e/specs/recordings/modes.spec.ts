import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { axeFindings } from "../../axe";
import { expect, test as base } from "../../fixtures";
import { RecordingPage } from "../../pages/recording-page";
import { StartRecordingPage } from "../../pages/start-recording-page";
import { expectPerson } from "../../picture";
import type { Person } from "../../sandbox";

const colour = { r: 10, g: 160, b: 80 };

type Duo = { channel: string; first: Person; webm: Person };

const test = base.extend<{ pageUrl: string; duo: Duo }>({
  /** A channel of two, of whom one sends VP8, whose files are WebM. */
  duo: async ({ sandbox }, use) => {
    const channel = await sandbox.openChannel(1);
    await sandbox.join(channel, "2000000001", { codec: "vp8" });
    const [first, webm] = await sandbox.people(channel);
    if (first === undefined || webm === undefined) throw new Error("The channel is empty.");
    await use({ channel, first, webm });
    await sandbox.endRecordingsOf(channel);
    for (const { uid } of [first, webm]) await sandbox.leave(channel, uid);
  },

  /** A page of one colour, as somebody outside would serve it. */
  pageUrl: async ({ baseURL }, use) => {
    const { hostname } = new URL(baseURL ?? "http://127.0.0.1");
    const body = `<!doctype html><title>Stage</title><body style="background:rgb(${colour.r} ${colour.g} ${colour.b})">`;
    const server: Server = createServer((_, response) => response.end(body));
    await new Promise<void>((resolve) => void server.listen(0, hostname, resolve));
    await use(`http://${hostname}:${(server.address() as AddressInfo).port}/`);
    server.close();
  },
});

/** Where nobody's number, clock or pattern is drawn. */
const plain = { x: 0.06, y: 0.9 };

test("people recorded by themselves: each has files of their own that play, and stills", async ({
  admin,
  sandbox,
  duo: { channel, first, webm },
}) => {
  const form = new StartRecordingPage(admin);
  await form.open();
  await form.chooseMode("Individual");
  await form.channel.fill(channel);
  await form.choose("Picture of", "Only these");
  const uids = form.field("Picture of these uids");
  await uids.fill("nobody");
  await form.submit();
  await expect(await form.messageAt(uids)).toHaveText("Must be a whole number from 1 to 4294967295");
  expect(await axeFindings(admin)).toEqual([]);
  await uids.fill(`${first.uid}, ${webm.uid}`);
  await form.choose("Stills", "Beside the recording");
  await form.field("A still every").fill("5");

  const disarm = await sandbox.armFault(channel, {
    operation: "start",
    timing: "after",
    answer: { kind: "reset" },
  });
  await form.submit();
  await admin.waitForURL(/\/recordings\/[0-9A-Z]{26}$/);
  const recording = new RecordingPage(admin);
  await expect(recording.state).toHaveText("Recording", { timeout: 60_000 });
  await expect(recording.calls.getByText("Answer lost")).toHaveCount(1);
  expect(await sandbox.tasks(channel)).toHaveLength(1);
  await disarm();

  await recording.leaveOutSoundOf(webm.uid);
  await expect(recording.timeline).toContainText("Agora took the change", { timeout: 20_000 });
  await expect(admin.getByText(`Everybody but ${webm.uid}`)).toBeVisible();
  await expect(recording.stills.getByRole("button").first()).toBeVisible({ timeout: 30_000 });
  await recording.stop();
  await expect(recording.state).toHaveText("Safe in your bucket", { timeout: 90_000 });

  expect(await axeFindings(admin)).toEqual([]);
  await recording.playFile(new RegExp(`Play .*_${first.uid}__uid_e_av\\.m3u8`));
  await recording.player.play();
  await expect.poll(() => recording.player.currentTime(), { timeout: 20_000 }).toBeGreaterThan(1);
  await expectPerson(recording.player, plain, first);

  await recording.playFile(new RegExp(`Play .*_${webm.uid}__uid_e_av\\.mpd`));
  await expect.poll(() => recording.player.duration(), { timeout: 20_000 }).toBeGreaterThan(1);
  await recording.player.play();
  await expect.poll(() => recording.player.currentTime(), { timeout: 20_000 }).toBeGreaterThan(1);
  await expectPerson(recording.player, plain, webm);

  // A picture alone is played with its person's sound.
  await recording.playFile(new RegExp(`Play .*_${first.uid}__uid_e_video\\.m3u8`));
  await expect(admin.getByText("they are played together, aligned by their times")).toBeVisible();
  await recording.stills.getByRole("button").first().click();
  const still = admin.getByRole("dialog").getByRole("img");
  await expect.poll(() => still.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
});

test("a web page is recorded once it is resumed, though the answer to that is lost, and plays", async ({
  admin,
  sandbox,
  pageUrl,
  testChannel,
}) => {
  const label = `Page ${testChannel}`;
  const form = new StartRecordingPage(admin);
  await form.open();
  await form.chooseMode("Web page");
  await form.field("Label").fill(label);
  await form.field("Address").fill("ftp://example.com");
  await form.field("Width").fill("320");
  await form.field("Height").fill("240");
  await expect(await form.messageAt(form.field("Address"))).toContainText("http:// or https://");
  expect(await axeFindings(admin)).toEqual([]);
  await form.field("Address").fill(pageUrl);
  await form.mp4.check();

  // What the form has no field for is written as JSON, and checked by the rules of what is sent.
  const json = await form.openJson();
  const written = await json.inputValue();
  await json.fill(written.replace('"videoFps": 15', '"videoFps": 150'));
  await form.takeOverJson();
  await expect(form.alert).toContainText("videoFps");
  expect(await axeFindings(admin)).toEqual([]);
  await json.fill(written.replace('"videoFps": 15', '"videoFps": 15, "onhold": true'));
  await form.takeOverJson();
  await expect(form.form.getByRole("checkbox", { name: "Start on hold" })).toBeChecked();
  await form.submit();
  await admin.waitForURL(/\/recordings\/[0-9A-Z]{26}$/);

  const recording = new RecordingPage(admin);
  await expect(recording.state).toContainText("On hold", { timeout: 30_000 });
  await expect(admin.getByText("On hold: nothing is recorded")).toBeVisible({ timeout: 20_000 });
  const disarm = await sandbox.armFault(label, { operation: "update", timing: "after", answer: { kind: "reset" } });
  await recording.resume();
  await expect(recording.timeline).toContainText("a query shows it", { timeout: 30_000 });
  await expect(recording.calls.getByText("Answer lost")).toHaveCount(1);
  await disarm();
  await expect.poll(() => recording.player.duration(), { timeout: 60_000 }).toBeGreaterThan(1);
  await recording.stop();
  await expect(recording.state).toHaveText("Safe in your bucket", { timeout: 60_000 });
  await recording.playFile(/Play .*\.mp4$/);
  await recording.player.play();
  await expect.poll(() => recording.player.currentTime(), { timeout: 20_000 }).toBeGreaterThan(0.5);
  await expectPerson(recording.player, { x: 0.5, y: 0.9 }, { uid: "the page", colour });
});
