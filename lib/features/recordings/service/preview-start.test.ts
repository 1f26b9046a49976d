import { afterAll, beforeAll, expect, test } from "vitest";
import { TestInstallation } from "@/lib/jobs/test-installation";
import { previewStart } from "./preview-start";

let installation: TestInstallation;
beforeAll(async () => {
  installation = await TestInstallation.start({ hasNotifications: false });
}, 60_000);
afterAll(() => installation.close());

const preview = (changes: Parameters<TestInstallation["input"]>[0] = {}) =>
  previewStart({
    ctx: installation.ctx,
    grant: installation.grant("recording.start"),
    input: installation.input(changes),
  });

test("shows the pair that would be sent, to the project's own host, without any secret", async () => {
  const { accessKey, secretKey } = installation.sandbox.sandbox.objectStore;
  const requests = await preview({ token: { kind: "pasted", value: "007pasted-by-hand" }, channelName: "class 101" });
  expect(requests.map(({ operation }) => operation)).toEqual(["acquire", "start"]);
  const [, start] = requests;
  expect(JSON.parse(start?.json ?? "")).toMatchObject({
    method: "POST",
    body: {
      cname: "class 101",
      clientRequest: { token: "[secret]", storageConfig: { accessKey: "[secret]", secretKey: "[secret]" } },
    },
  });
  expect(start?.curl).toContain(installation.sandbox.sandbox.baseUrl);
  for (const secret of [accessKey, secretKey, "007pasted-by-hand", "replaced"]) {
    expect(JSON.stringify(requests)).not.toContain(secret);
  }
});

test("a profile that is gone is told, not taken for our failure", async () => {
  await expect(preview({ storageProfileId: "none" })).rejects.toMatchObject({ code: "INVALID" });
});
