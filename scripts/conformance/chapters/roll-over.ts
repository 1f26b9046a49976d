import { check } from "../check";
import { expectLike, expectSame, expectThat } from "../expect";
import { isRecord } from "../json";
import { probe } from "../media";
import { fieldOf } from "../agora";
import { ending, observe } from "../observe";
import { readPlaylist } from "../playlist";
import { canvas } from "../stories";

check({
  section: "4.3",
  title: "An MP4 that has grown long enough ends, and the next one has the next index; together they are everything",
  isAlone: true,
  async run(lab) {
    // Two hours in earnest; three seconds are as good to see it.
    await lab.setSwitches({ requestsPerSecond: 100_000, mp4MaxMinutes: 0.05 });
    const story = await observe(lab, {
      mode: "mix",
      turn: "pictures",
      people: { "5101": {} },
      request: {
        recordingConfig: { maxIdleTime: 300, transcodingConfig: { ...canvas, mixedVideoLayout: 1 } },
        recordingFileConfig: { avFileType: ["hls", "mp4"] },
      },
      awaited: "the first MP4 and a slice after it",
      isEnough: ({ names }) => ending(names, ".mp4").length >= 1 && ending(names, ".ts").length >= 3,
    });
    const { names, task, stopped } = story;
    const stem = `${task.sid}_${task.cname}`;
    const mp4s = ending(names, ".mp4");
    expectSame(mp4s.slice(0, 2), [`${stem}_0.mp4`, `${stem}_1.mp4`], "the first two MP4 files");
    const list = fieldOf(stopped, "serverResponse", "fileList");
    const listed = Array.isArray(list) ? list.filter(isRecord).map(({ fileName }) => String(fileName)) : [];
    expectSame(listed.toSorted(), [...mp4s, `${stem}.m3u8`].toSorted(), "fileList of stop");
    const { entries } = readPlaylist(await lab.bucket.text(`${stem}.m3u8`));
    const whole = entries.reduce((sum, { seconds }) => sum + seconds, 0);
    let together = 0;
    for (const name of mp4s) together += (await probe(await lab.bucket.bytes(name), "mp4")).seconds;
    expectThat(Math.abs(whole - together) < 0.5, `about ${whole.toFixed(2)} s in all`, together);
    expectLike(fieldOf(stopped, "serverResponse", "uploadingStatus"), "uploaded", "uploadingStatus");
  },
});
