import { expectAnswer, fieldOf } from "../agora";
import { check } from "../check";
import { aNumber, expectLike, expectSame, expectThat, nothing } from "../expect";
import { ending, inSequence } from "../observe";
import { readPlaylist } from "../playlist";
import { failoverStory } from "../stories-trouble";

for (const operation of ["query", "update", "updateLayout", "stop"] as const) {
  check({
    section: "1.5",
    title: `${operation} while another server takes over is 404 failed to find worker`,
    async run(lab) {
      const { away, task } = await failoverStory(lab);
      const refusal = { code: 404, reason: "failed to find worker", cname: task.cname, serverResponse: nothing };
      expectAnswer(away[operation], 404, refusal);
    },
  });
}

check({
  section: "1.5",
  title: "After a failover the same resourceId and sid find the recording again, and stop ends it",
  async run(lab) {
    const { last, stopped, task } = await failoverStory(lab);
    const { cname, uid, resourceId, sid } = task;
    expectAnswer(last, 200, { cname, uid, resourceId, sid, serverResponse: { status: 5 } });
    expectAnswer(stopped, 200, { cname, uid, resourceId, sid, serverResponse: { uploadingStatus: "uploaded" } });
  },
});

check({
  section: "4.2",
  title: "What is recorded after a failover is named bak0_, after the second bak1_, with a playlist each",
  async run(lab) {
    const { names, task } = await failoverStory(lab);
    const stem = `${task.sid}_${task.cname}`;
    expectSame(
      ending(names, ".m3u8").toSorted(),
      [`${stem}.m3u8`, `bak0_${stem}.m3u8`, `bak1_${stem}.m3u8`].toSorted(),
      "playlists",
    );
    const slices = ending(names, ".ts");
    for (const before of ["", "bak0_", "bak1_"]) {
      const form = new RegExp(`^${before}${task.sid}_.*_\\d{17}\\.ts$`);
      expectThat(
        slices.some((name) => form.test(name)),
        String(form),
        slices,
      );
    }
  },
});

check({
  section: "4.2",
  title: "Each of the playlists names its own slices, and has ended",
  async run(lab) {
    const { names, prefix, task } = await failoverStory(lab);
    for (const before of ["", "bak0_", "bak1_"]) {
      const stem = `${before}${task.sid}_${task.cname}`;
      const { entries, hasEnded } = readPlaylist(await lab.bucket.text(`${prefix}${stem}.m3u8`));
      const own = ending(names, ".ts").filter((name) => name.startsWith(`${stem}_`));
      expectThat(own.length > 0 && hasEnded, "slices and an end", { own, hasEnded });
      expectSame(entries.map(({ file }) => file).toSorted(), own.toSorted(), "slices in the playlist");
    }
  },
});

check({
  section: "4.1",
  title: "The name of a playlist after a failover has its prefix before bak",
  async run(lab) {
    const { last, stopped, prefix, task } = await failoverStory(lab);
    for (const answer of [last, stopped]) {
      const expected = `${prefix}bak1_${task.sid}_${task.cname}.m3u8`;
      expectLike(fieldOf(answer, "serverResponse", "fileList"), expected, "fileList");
    }
  },
});

check({
  section: "5.3",
  title: "session_failover comes once for each failover, with a newUid that is a number",
  async run(lab) {
    const { deliveries, task } = await failoverStory(lab);
    const told = deliveries.filter(({ envelope }) => envelope.eventType === 12);
    expectLike(told.length, 2, "events 12");
    for (const { details, payload } of told) {
      expectLike([details, payload.serviceType], [{ msgName: "session_failover", newUid: aNumber }, 0]);
      const { newUid } = details;
      expectThat(Number.isInteger(newUid) && String(newUid) !== task.uid, "another uid", newUid);
    }
  },
});

check({
  section: "5.1",
  title: "Notifications carry the recorder's uid before a failover, and the new one after it",
  async run(lab) {
    const story = await failoverStory(lab);
    const told = inSequence(story);
    let uid = story.task.uid;
    const moved = told.some(({ envelope }) => envelope.eventType === 12);
    expectThat(moved, "an event 12", told.length);
    for (const { envelope, payload, details } of told) {
      expectLike(payload.uid, uid, `payload.uid of event ${String(envelope.eventType)}`);
      if (envelope.eventType === 12) uid = String(details.newUid);
    }
  },
});

check({
  section: "5.2",
  title: "The sequence goes on over a failover without a gap",
  async run(lab) {
    const told = inSequence(await failoverStory(lab)).map(({ payload }) => payload.sequence);
    expectThat(told.length > 5, "notifications", told);
    expectSame(
      told,
      told.map((_, i) => i),
      "sequence",
    );
  },
});

check({
  section: "5.3",
  title: "After a failover recorder_started comes again, and the recording ends with 31 and 11 once",
  async run(lab) {
    const types = inSequence(await failoverStory(lab)).map(({ envelope }) => Number(envelope.eventType));
    const count = (type: number) => types.filter((one) => one === type).length;
    expectSame([count(40), count(31), count(11)], [3, 1, 1], "how many of 40, 31 and 11");
  },
});

check({
  section: "1.5",
  title: "A recording moves three times at most",
  async run(lab) {
    await lab.withRecording({ request: { recordingConfig: { maxIdleTime: 300 } } }, async (task) => {
      await lab.reached(task, [4, 5]);
      for (let round = 0; round < 3; round++) {
        await lab.control("POST", `tasks/${task.sid}/failover`, { windowSeconds: 0 });
        const wanted = round + 1;
        await lab.until(`event 12, time ${wanted}`, () => {
          const told = lab.receiver.about(task.sid).filter(({ envelope }) => envelope.eventType === 12);
          return Promise.resolve(told.length === wanted ? true : undefined);
        });
      }
      const fourth = await fetch(`${lab.address.controlUrl}/tasks/${task.sid}/failover`, {
        method: "POST",
        body: "{}",
        headers: { "content-type": "application/json" },
      });
      expectLike(fourth.status, 409, "status of a fourth failover");
      expectAnswer(await lab.query(task), 200, { sid: task.sid });
    });
  },
});
