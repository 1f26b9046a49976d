import { expectAnswer } from "../agora";
import { check } from "../check";
import { anyOf, aString, expectThat } from "../expect";
import type { Json } from "../json";
import type { Lab } from "../lab";
import { isNear, pixel, type Rgb } from "../media";
import { readPlaylist } from "../playlist";
import { canvas } from "../stories";

const patient = { recordingConfig: { maxIdleTime: 300 } };
const region = { x_axis: 0, y_axis: 0, width: 0.5, height: 1 };

for (const [what, request] of [
  ["nothing, which is the default layout", {}],
  ["the best-fit layout", { mixedVideoLayout: 1 }],
  ["the vertical layout with its large user", { mixedVideoLayout: 2, maxResolutionUid: "1001" }],
  ["a custom layout", { mixedVideoLayout: 3, backgroundColor: "#FF00cc", layoutConfig: [region] }],
  [
    "a picture for a user",
    { backgroundConfig: [{ uid: "1", image_url: "https://example.com/1.jpg", render_mode: 1 }] },
  ],
] as [string, Json][]) {
  check({
    section: "2.12",
    title: `updateLayout accepts ${what} and answers cname, uid, resourceId and sid`,
    run: (lab) =>
      lab.withRecording({ request: patient }, async (task) => {
        expectAnswer(await lab.change(task, "updateLayout", request), 200, task);
      }),
  });
}

for (const [what, request] of [
  ["18 regions", { mixedVideoLayout: 3, layoutConfig: Array.from({ length: 18 }, () => region) }],
  ["a region beyond the edge", { mixedVideoLayout: 3, layoutConfig: [{ ...region, x_axis: 0.7 }] }],
  ["a region without height", { mixedVideoLayout: 3, layoutConfig: [{ ...region, height: undefined }] }],
  ["mixedVideoLayout 4", { mixedVideoLayout: 4 }],
  ["a colour that is none", { backgroundColor: "#12345" }],
  ["maxResolutionUid as a number", { mixedVideoLayout: 2, maxResolutionUid: 1001 }],
] as [string, Json][]) {
  check({
    section: "2.12",
    title: `updateLayout refuses ${what} with 400 code 2 or 1028`,
    run: (lab) =>
      lab.withRecording({ request: patient }, async (task) => {
        const answer = await lab.change(task, "updateLayout", request);
        expectAnswer(answer, 400, { code: anyOf(2, 1028), reason: aString });
        expectAnswer(await lab.change(task, "updateLayout", { mixedVideoLayout: 1 }), 200, { sid: task.sid });
      }),
  });
}

check({
  section: "2.12",
  title: "updateLayout is for composite mode only",
  run: (lab) =>
    lab.withRecording({ request: patient }, async (task) => {
      const body = { cname: task.cname, uid: task.uid, clientRequest: { mixedVideoLayout: 1 } };
      for (const mode of ["individual", "web"]) {
        const answer = await lab.request("POST", lab.taskPath(task, "updateLayout", mode), { body });
        expectThat([400, 404].includes(answer.status), `400 or 404 for ${mode}`, answer.status);
      }
      expectAnswer(await lab.change(task, "updateLayout", { mixedVideoLayout: 1 }), 200, { sid: task.sid });
    }),
});

const red: Rgb = [255, 0, 0];
const black: Rgb = [0, 0, 0];

check({
  section: "2.12",
  title: "The recorded picture follows updateLayout; what is left out goes back to its default",
  async run(lab) {
    await lab.turns.pictures.use(async () => {
      const cname = await lab.newChannel(["1701"]);
      const left = { mixedVideoLayout: 3, layoutConfig: [region] };
      const transcodingConfig = { ...canvas, ...left, backgroundColor: "#ff0000" };
      const request = { recordingConfig: { maxIdleTime: 300, transcodingConfig } };
      await lab.withRecording({ cname, request }, async (task) => {
        const right = (wanted: Rgb) => slicePixel(lab, task.sid, wanted);
        expectThat(await right(red), "red beside the region at first", "another colour");
        expectAnswer(await lab.change(task, "updateLayout", left), 200, { sid: task.sid });
        expectThat(await right(black), "black beside the region after updateLayout", "another colour");
      });
    });
  },
});

/** Waits for a slice whose right half has a colour. */
function slicePixel(lab: Lab, sid: string, wanted: Rgb): Promise<boolean> {
  return lab.until(`a slice with the colour ${wanted.join(",")} in its right half`, async () => {
    const objects = await lab.bucket.list(sid);
    const index = objects.find(({ key }) => key.endsWith(".m3u8"))?.key;
    if (!index) return undefined;
    const last = readPlaylist(await lab.bucket.text(index)).entries.at(-1);
    if (!last) return undefined;
    const bytes = await lab.bucket.bytes(index.slice(0, index.lastIndexOf("/") + 1) + last.file);
    return isNear(await pixel(bytes, "ts", 0.75, 0.5), wanted) ? true : undefined;
  });
}
