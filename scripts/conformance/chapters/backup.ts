import { fieldOf } from "../agora";
import { check } from "../check";
import { aString, expectLike, expectThat, listOf } from "../expect";
import { ending, inSequence } from "../observe";
import { backupStory, slowUploadStory } from "../stories-trouble";

check({
  section: "2.13",
  title: "While a slice lies in Agora's backup stop answers uploadingStatus backuped, and still 200",
  async run(lab) {
    const { stopped } = await backupStory(lab);
    expectLike(stopped.status, 200, "status");
    expectLike(fieldOf(stopped, "serverResponse"), { uploadingStatus: "backuped", fileListMode: "string" });
  },
});

check({
  section: "5.3",
  title: "backuped (32) comes in place of uploaded, with the same details",
  async run(lab) {
    const story = await backupStory(lab);
    const types = inSequence(story).map(({ envelope }) => envelope.eventType);
    expectThat(types.includes(32) && !types.includes(31), "32 and no 31", types);
    const told = story.deliveries.find(({ envelope }) => envelope.eventType === 32);
    const fileList = listOf({ fileName: aString, trackType: "audio", uid: "0", mixedAllUser: true });
    expectLike(told?.details, { msgName: "backuped", status: 0, fileList });
    expectLike(told?.payload.serviceType, 2, "serviceType");
  },
});

check({
  section: "5.3",
  title: "A slice that goes to the backup is told by warning 32 of the uploader",
  async run(lab) {
    const story = await backupStory(lab);
    const told = story.deliveries.filter(({ envelope }) => envelope.eventType === 2);
    expectThat(told.length > 0, "events 2", story.deliveries.length);
    for (const { details, payload } of told) {
      expectLike(details, { msgName: "cloud_recording_warning", module: 1, warnCode: 32 });
      expectLike(payload.serviceType, 0, "serviceType");
    }
  },
});

check({
  section: "2.13",
  title: "What lies in the backup is not in the bucket, and is moved there later under the same name",
  async run(lab) {
    const { namesAtStop, names, moved } = await backupStory(lab);
    const before = ending(namesAtStop, ".ts").length;
    expectThat(before < ending(moved, ".ts").length, `more than ${before} slices in the end`, moved);
    expectThat(
      names.every((name) => moved.includes(name)),
      "everything that was there before",
      moved,
    );
    const form = /_\d{17}\.ts$/;
    expectThat(
      ending(moved, ".ts").every((name) => form.test(name)),
      String(form),
      moved,
    );
  },
});

check({
  section: "5.3",
  title: "A slice that reaches the bucket at a second try is told by warning 31, and the recording by uploaded",
  async run(lab) {
    const story = await slowUploadStory(lab);
    const told = story.deliveries.filter(({ envelope }) => envelope.eventType === 2).map(({ details }) => details);
    expectLike(told, [{ module: 1, warnCode: 31 }]);
    const types = inSequence(story).map(({ envelope }) => envelope.eventType);
    expectThat(types.includes(31) && !types.includes(32), "31 and no 32", types);
    expectLike(fieldOf(story.stopped, "serverResponse", "uploadingStatus"), "uploaded", "uploadingStatus");
  },
});

for (const [kind, what, errorCode] of [
  ["refused", "A store that refuses the keys later on ends the recording with error 32, not with the backup", 32],
  ["failed", "An uploader that fails ends the recording with error 47", 47],
] as const) {
  check({
    section: "5.3",
    title: `${what}: events 1 and 11, and query is 404`,
    run: (lab) =>
      lab.turns.sound.use(async () => {
        const cname = await lab.newChannel(["3401"]);
        await lab.control("POST", "faults", { operation: "upload", kind, cname });
        const task = await lab.record({ cname, request: { recordingConfig: { maxIdleTime: 300, streamTypes: 0 } } });
        await lab.ended(task);
        const { details } = await lab.notified(task.sid, 1);
        expectLike(details, { msgName: "cloud_recording_error", module: 1, errorCode });
        expectLike((await lab.notified(task.sid, 11)).details, { exitStatus: 1 });
      }),
  });
}
