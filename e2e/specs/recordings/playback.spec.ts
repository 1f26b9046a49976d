import type { APIRequestContext, Page } from "playwright/test";
import { expect, test as base } from "../../fixtures";
import { RecordingPage } from "../../pages/recording-page";
import { StartRecordingPage } from "../../pages/start-recording-page";
import { expectThreePeople } from "../../picture";
import type { Person } from "../../sandbox";

type Safe = { recordingId: string; people: Person[]; files: { name: string; kind: string }[]; slices: string[] };

/** Two recordings with HLS and MP4, safe in the bucket, made once for the tests of this file. */
const test = base.extend<object, { recordings: [Safe, Safe] }>({
  recordings: [
    async ({ browser, adminCookies, sandbox }, use, { project }) => {
      const context = await browser.newContext({ baseURL: project.use.baseURL });
      await context.addCookies(adminCookies);
      const channels = [await sandbox.openChannel(3), await sandbox.openChannel(3)] as const;
      const pages: Page[] = [];
      for (const channel of channels) {
        const page = await context.newPage();
        await new StartRecordingPage(page).start(channel, { withMp4: true });
        pages.push(page);
      }
      const safe: Safe[] = [];
      for (const [index, page] of pages.entries()) {
        const recording = new RecordingPage(page);
        await expect.poll(() => recording.player.duration(), { timeout: 60_000 }).toBeGreaterThan(5);
        await recording.stop();
        await expect(recording.state).toHaveText("Safe in your bucket", { timeout: 60_000 });
        const { recordingId } = recording;
        const people = await sandbox.people(channels[index] ?? "");
        safe.push({ recordingId, people, ...(await filesOf(page.request, recordingId)) });
      }
      await context.close();
      const [one, other] = safe;
      await use([one, other] as [Safe, Safe]);
      for (const channel of channels) {
        for (const { uid } of await sandbox.people(channel)) await sandbox.leave(channel, uid);
      }
    },
    { scope: "worker", timeout: 180_000 },
  ],
});

const mediaPath = (recordingId: string, name: string) =>
  `/api/recordings/${recordingId}/media/${encodeURIComponent(name)}`;

async function filesOf(request: APIRequestContext, recordingId: string): Promise<Pick<Safe, "files" | "slices">> {
  const detail = await request.get(`/api/recordings/${recordingId}`);
  const { files } = (await detail.json()) as Pick<Safe, "files">;
  const playlist = await request.get(mediaPath(recordingId, nameOf(files, "hls")));
  const lines = (await playlist.text()).split("\n");
  return { files, slices: lines.filter((line) => line !== "" && !line.startsWith("#")) };
}

function nameOf(files: Safe["files"], kind: string): string {
  return files.find((file) => file.kind === kind)?.name ?? `no ${kind} file`;
}

test("the MP4 plays too, and seeking in it shows that place", async ({
  admin,
  recordings: [{ recordingId, people, files }],
}) => {
  const recording = new RecordingPage(admin);
  await recording.open(recordingId);
  const mp4 = nameOf(files, "mp4");
  const answer = admin.waitForResponse((response) => response.url().includes(`${mp4}?`) && response.status() === 206);
  await recording.files.getByRole("button", { name: `Play ${mp4}` }).click();
  await answer;
  await expect.poll(() => recording.player.duration()).toBeGreaterThan(5);

  await recording.player.seekBar.fill("4");
  await expect.poll(() => recording.player.currentTime()).toBeCloseTo(4, 1);
  await recording.player.play();
  await expect.poll(() => recording.player.currentTime()).toBeGreaterThan(4.5);
  await expectThreePeople(recording.player, people);
});

test("a part of a file is given where a part is asked for", async ({
  adminRequest,
  recordings: [{ recordingId, files }],
}) => {
  const part = await adminRequest.get(mediaPath(recordingId, nameOf(files, "mp4")), {
    headers: { Range: "bytes=4-7" },
  });
  expect(part.status()).toBe(206);
  expect(part.headers()["content-range"]).toMatch(/^bytes 4-7\/\d+$/);
  expect((await part.body()).toString("latin1")).toBe("ftyp");
});

test("each time a slice is asked for it gets an address of its own, which no cache keeps", async ({
  adminRequest,
  recordings: [{ recordingId, slices }],
}) => {
  const [slice = ""] = slices;
  const ask = () => adminRequest.get(mediaPath(recordingId, slice), { maxRedirects: 0 });
  const first = await ask();
  expect(first.status()).toBe(302);
  expect(first.headers()["cache-control"]).toBe("no-store");
  const address = new URL(first.headers()["location"] ?? "");
  expect(Number(address.searchParams.get("X-Amz-Expires"))).toBeLessThanOrEqual(300);
  expect((await adminRequest.get(address.href)).status()).toBe(200);

  // Signatures count whole seconds.
  const signature = async () => new URL((await ask()).headers()["location"] ?? "").searchParams.get("X-Amz-Signature");
  await expect.poll(signature).not.toBe(address.searchParams.get("X-Amz-Signature"));
});

test("a player that plays again uses no address of the first time", async ({
  admin,
  recordings: [{ recordingId }],
}) => {
  const signatures: string[] = [];
  admin.on("request", (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname.endsWith(".ts") && searchParams.has("X-Amz-Signature")) {
      signatures.push(searchParams.get("X-Amz-Signature") ?? "");
    }
  });
  const recording = new RecordingPage(admin);
  for (const _ of ["first", "second"]) {
    await recording.open(recordingId);
    await recording.player.play();
    await expect.poll(() => recording.player.currentTime()).toBeGreaterThan(1);
  }
  expect(signatures.length).toBeGreaterThan(1);
  expect(new Set(signatures).size).toBe(signatures.length);
});

test("a download keeps the file's name", async ({ admin, recordings: [{ recordingId, files }] }) => {
  const recording = new RecordingPage(admin);
  await recording.open(recordingId);
  const mp4 = nameOf(files, "mp4");
  const started = admin.waitForEvent("download");
  await recording.files.getByRole("link", { name: `Download ${mp4}` }).click();
  expect((await started).suggestedFilename()).toBe(mp4);
});

test("objects outside the recording are refused", async ({ adminRequest, recordings: [one, other] }) => {
  const [slice = ""] = other.slices;
  const outside = [
    slice,
    nameOf(other.files, "hls"),
    nameOf(other.files, "mp4"),
    "secret.txt",
    `../${nameOf(one.files, "mp4")}`,
    `../${other.recordingId}/${slice}`,
    `${one.slices[0]}/../../${other.recordingId}/${slice}`,
    `${one.slices[0]}\u0000`,
  ];
  for (const name of outside) {
    const answer = await adminRequest.get(mediaPath(one.recordingId, name), { maxRedirects: 0 });
    expect(answer.status(), name).toBe(404);
    expect(answer.headers()["location"], name).toBeUndefined();
  }
  const nobody = await adminRequest.get(mediaPath("01ARZ3NDEKTSV4RRFFQ69G5FAV", slice), { maxRedirects: 0 });
  expect(nobody.status()).toBe(404);
});
