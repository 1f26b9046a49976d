import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { eq } from "drizzle-orm";
import { ulid } from "ulid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createContext, type Context } from "@/lib/context";
import { attempts, memberships, projects, users } from "@/lib/db/schema";
import { openMedia } from "@/lib/features/recordings/service/open-media";
import { TestInstallation } from "@/lib/jobs/test-installation";
import { authorizeRecording } from "./authorize-recording";

const sid = "a1".repeat(16);
const otherSid = "b2".repeat(16);
let installation: TestInstallation;
let bucket: S3Client;
let recordingId: string;
let folder: string;

beforeAll(async () => {
  installation = await TestInstallation.start({ hasNotifications: false });
  const { endpoint, region, accessKey, secretKey } = installation.sandbox.sandbox.objectStore;
  const credentials = { accessKeyId: accessKey, secretAccessKey: secretKey };
  bucket = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  recordingId = await recordingWith(sid);
  folder = await folderOf(recordingId);
  await put(`${folder}/${sid}_lobby.m3u8`, `#EXTM3U\n#EXTINF:15.000000\n${sid}_lobby_1.ts\n#EXT-X-ENDLIST\n`);
  await put(`${folder}/${sid}_lobby_1.ts`, "0123456789");
  await put(`${folder}/private.ts`, "not of any recording");
}, 60_000);
afterAll(async () => {
  bucket.destroy();
  await installation.close();
});

/** A recording whose task Agora has named; no engine runs. */
async function recordingWith(itsSid: string): Promise<string> {
  const input = installation.input();
  await installation.record(input);
  await installation.database.db.update(attempts).set({ sid: itsSid }).where(eq(attempts.intentId, input.recordingId));
  return input.recordingId;
}

async function folderOf(id: string): Promise<string> {
  const [row] = await installation.database.db.select().from(attempts).where(eq(attempts.intentId, id));
  return (row?.filePrefix ?? []).join("/");
}

async function put(key: string, body: string): Promise<void> {
  await bucket.send(
    new PutObjectCommand({ Bucket: installation.sandbox.sandbox.objectStore.bucket, Key: key, Body: body }),
  );
}

const open = (name: string, { isDownload = false, isWhole = false, id = recordingId } = {}) => {
  const grant = installation.grant("recording.read");
  return openMedia({ ctx: installation.ctx, grant, recordingId: id, name, isDownload, isWhole });
};

async function addressOf(name: string, isDownload = false): Promise<string> {
  const media = await open(name, { isDownload });
  if (media.kind !== "redirect") throw new Error(`${name} is no redirect`);
  return media.url;
}

describe("media of a recording", () => {
  test("a playlist comes as text that a player can read, its slices as bare names", async () => {
    expect(await open(`${sid}_lobby.m3u8`)).toEqual({
      kind: "playlist",
      contentType: "application/vnd.apple.mpegurl",
      text: `#EXTM3U\n#EXTINF:15.000000,\n${sid}_lobby_1.ts\n#EXT-X-ENDLIST\n`,
    });
  });

  test("a playlist that other servers went on with comes as one, with a mark at the seam", async () => {
    await put(`${folder}/${sid}_moved.m3u8`, `#EXTM3U\n#EXTINF:15.000000\n${sid}_moved_1.ts\n`);
    await put(`${folder}/bak0_${sid}_moved.m3u8`, `#EXTM3U\n#EXTINF:4.0\nbak0_${sid}_moved_2.ts\n#EXT-X-ENDLIST\n`);
    expect(await open(`${sid}_moved.m3u8`, { isWhole: true })).toMatchObject({
      text: [
        "#EXTM3U",
        "#EXTINF:15.000000,",
        `${sid}_moved_1.ts`,
        "#EXT-X-DISCONTINUITY",
        "#EXT-X-TALLY-SEAM:15.000",
        "#EXTINF:4.0,",
        `bak0_${sid}_moved_2.ts`,
        "#EXT-X-ENDLIST",
        "",
      ].join("\n"),
    });
    expect(await open(`${sid}_moved.m3u8`)).not.toMatchObject({ text: expect.stringContaining("bak0_") });
  });

  test("a slice is a freshly signed address at which ranges work", async () => {
    const answer = await fetch(await addressOf(`${sid}_lobby_1.ts`), { headers: { Range: "bytes=2-4" } });
    expect(answer.status).toBe(206);
    expect(answer.headers.get("content-type")).toBe("video/mp2t");
    expect(await answer.text()).toBe("234");
  });

  test("a download is named as the file is", async () => {
    const answer = await fetch(await addressOf(`${sid}_lobby.m3u8`, true));
    expect(answer.headers.get("content-disposition")).toContain(`attachment; filename="${sid}_lobby.m3u8"`);
  });

  test.each([
    "private.ts",
    `${otherSid}_lobby.m3u8`,
    `../${sid}_lobby_1.ts`,
    `${sid}_/../../private.ts`,
    `.${sid}_lobby_1.ts`,
    "",
  ])("%j is no file of this recording", async (name) => {
    await expect(open(name)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("another recording of the same project does not open it", async () => {
    const other = await recordingWith(otherSid);
    await expect(open(`${sid}_lobby.m3u8`, { id: other })).rejects.toMatchObject({ code: "NOT_FOUND" });
  }, 15_000);

  test("what a bucket refuses is told as the bucket's, not as our failure", async () => {
    const refuseAll = { status: 403, code: "AccessDenied" };
    await installation.sandbox.fetch("/sandbox/v1/store/faults", {
      method: "PATCH",
      body: JSON.stringify({ refuseAll }),
    });
    await expect(open(`${sid}_lobby.m3u8`)).rejects.toMatchObject({ code: "UPSTREAM", retryable: false });
    await installation.sandbox.fetch("/sandbox/v1/store/faults", { method: "DELETE" });
    expect((await open(`${sid}_lobby.m3u8`)).kind).toBe("playlist");
  });
});

describe("who may read a recording", () => {
  async function viewerOf(projectId: string): Promise<Context> {
    const id = ulid();
    const { db } = installation.database;
    await db.insert(users).values({ id, email: id, emailKey: id, name: "Viewer", passwordHash: "-" });
    await db.insert(memberships).values({ userId: id, projectId, role: "viewer" });
    const actor = { kind: "user", userId: id, sessionId: "s", name: "Viewer", installationRole: null } as const;
    return createContext(installation.ctx, { actor });
  }

  test("a viewer of its project, whatever project the browser shows", async () => {
    const ctx = await viewerOf(installation.projectId);
    expect(await authorizeRecording(ctx, recordingId)).toMatchObject({ projectId: installation.projectId });
  });

  test("to a viewer of another project it does not exist, in the same words as one that does not", async () => {
    const other = { id: "other", name: "Other", appId: "other", callbackKey: "other", apiHosts: [] };
    await installation.database.db.insert(projects).values({ ...other, kind: "agora" });
    const ctx = await viewerOf("other");
    const refusal = { code: "NOT_FOUND", message: "There is no such recording." };
    await expect(authorizeRecording(ctx, recordingId)).rejects.toMatchObject(refusal);
    await expect(authorizeRecording(ctx, ulid())).rejects.toMatchObject(refusal);
  });
});
