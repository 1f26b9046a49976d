import { expect, test } from "../../fixtures";
import { RecordingPage } from "../../pages/recording-page";
import { StartRecordingPage } from "../../pages/start-recording-page";

test("a form that is sent twice, by impatience and by the network, is one recording", async ({
  admin,
  sandbox,
  testChannel,
}) => {
  const form = new StartRecordingPage(admin);
  await form.fill(testChannel);
  const sending = admin.waitForRequest((request) => request.headers()["next-action"] !== undefined);
  await form.channel.press("Control+Enter");
  await form.channel.press("Control+Enter");
  const sent = await sending;
  await admin.waitForURL(/\/recordings\/[0-9A-Z]{26}$/);

  const again = await admin.request.post(sent.url(), {
    headers: await sent.allHeaders(),
    data: sent.postData() ?? "",
  });
  expect(await again.text()).toContain('"ok":true');

  const recording = new RecordingPage(admin);
  await expect(recording.state).toHaveText("Recording", { timeout: 30_000 });
  expect(await sandbox.tasks(testChannel)).toHaveLength(1);
  await admin.goto(`/recordings?channel=${testChannel}`);
  await expect(admin.getByRole("table", { name: "Recordings" }).getByRole("link", { name: testChannel })).toHaveCount(
    1,
  );
});
