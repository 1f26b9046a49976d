import { fieldOf } from "./agora";
import type { Json } from "./json";
import type { Lab } from "./lab";
import { ending, observe, type Observed } from "./observe";

/** Up to two uids; nothing here is ended by an empty channel. */
export const fewPeople: Json = { maxIdleTime: 300, subscribeUidGroup: 0 };
/** Says that files are to be recorded, which stills alone are not. */
export const files: Json = { recordingFileConfig: { avFileType: ["hls"] } };

const isIndex = (name: string) => name.endsWith(".m3u8") || name.endsWith(".mpd");
const indexes = (count: number) => ({
  awaited: `${count} indexes in the bucket`,
  isEnough: ({ names }: { names: string[] }) => names.filter(isIndex).length >= count,
});

/** Two people, sound and picture of each, below a prefix. */
export function peopleStory(lab: Lab): Promise<Observed> {
  return lab.once("people", () =>
    observe(lab, {
      mode: "individual",
      turn: "people",
      people: { "2101": {}, "2102": {} },
      prefix: ["conformance", "people"],
      request: { recordingConfig: fewPeople, ...files },
      awaited: "two slices of each of four tracks",
      isEnough: ({ names }) => ending(names, ".ts").length >= 8 && ending(names, ".m3u8").length === 4,
    }),
  );
}

/** Somebody who sends VP8 and somebody who sends H.264, in `standard`. */
export function standardStory(lab: Lab): Promise<Observed> {
  return lab.once("standard", () =>
    observe(lab, {
      mode: "individual",
      turn: "people",
      people: { "2201": { codec: "vp8" }, "2202": {} },
      request: { recordingConfig: { ...fewPeople, streamMode: "standard" }, ...files },
      ...indexes(6),
    }),
  );
}

/** Seconds between two stills: the least that the contract allows. */
export const captureInterval = 5;
const snapshotConfig = { captureInterval, fileType: ["jpg"] };

/** Stills alone, of one person with a camera and one without, below a prefix. */
export function stillsStory(lab: Lab): Promise<Observed> {
  return lab.once("stills", () =>
    observe(lab, {
      mode: "individual",
      turn: "sound",
      people: { "2301": {}, "2302": { video: false } },
      prefix: ["conformance", "stills"],
      request: { recordingConfig: { ...fewPeople, streamTypes: 1 }, snapshotConfig },
      awaited: "two stills, and that they are told of",
      isEnough: ({ names, deliveries }) =>
        ending(names, ".jpg").length >= 2 && deliveries.filter((one) => one.envelope.eventType === 45).length >= 2,
    }),
  );
}

/** Stills beside a recording. */
export function stillsAndFilesStory(lab: Lab): Promise<Observed> {
  return lab.once("stills and files", () =>
    observe(lab, {
      mode: "individual",
      turn: "pictures",
      people: { "2401": {} },
      request: { recordingConfig: fewPeople, snapshotConfig, ...files },
      awaited: "a still and both playlists",
      isEnough: ({ names }) => ending(names, ".jpg").length >= 1 && ending(names, ".m3u8").length === 2,
    }),
  );
}

/** The formats that the sound of all can be put together in after the end. */
export const soundFormats = ["mp3", "m4a", "aac"] as const;

/** What is asked for when something is to be made after the end. */
export function postponed(transMode: "audioMix" | "postponeTranscoding", more: Json = {}): Json {
  return {
    appsCollection: { combinationPolicy: "postpone_transcoding" },
    transcodeOptions: { transConfig: { transMode }, ...more },
  };
}

const original: Json = { ...fewPeople, streamTypes: 0, streamMode: "original" };

/** The sound of two people as they sent it, put together after the end. */
export function mixedSoundStory(lab: Lab, format: (typeof soundFormats)[number]): Promise<Observed> {
  const container = { container: { format }, audio: { sampleRate: "32000", channels: "1" } };
  return lab.once(`sound in ${format}`, () =>
    observe(lab, {
      mode: "individual",
      turn: "sound",
      people: { "2501": { video: false }, "2502": { video: false } },
      prefix: ["conformance", format],
      request: { recordingConfig: original, ...files, ...postponed("audioMix", container) },
      ...indexes(2),
      lastEvent: 1001,
    }),
  );
}

/** An MP4 of each person after the end. */
export function packedStory(lab: Lab): Promise<Observed> {
  return lab.once("packed", () =>
    observe(lab, {
      mode: "individual",
      turn: "pictures",
      people: { "2601": {} },
      acquire: { scene: 2 },
      request: { recordingConfig: fewPeople, ...files, ...postponed("postponeTranscoding") },
      ...indexes(2),
      lastEvent: 1001,
    }),
  );
}

/** The same with a key that may write but not read: nothing can be made after the end. */
export function unreadableStory(lab: Lab): Promise<Observed> {
  return lab.once("unreadable", async () => {
    const { accessKey, secretKey } = await lab.control("POST", "store/keys", { permission: "writeOnly" });
    return observe(lab, {
      mode: "individual",
      turn: "sound",
      people: { "2651": {} },
      storage: { accessKey, secretKey },
      request: { recordingConfig: original, ...files, ...postponed("audioMix") },
      ...indexes(1),
      lastEvent: 1001,
    });
  });
}

/** Subscribed to one of two people, then by update to the other. */
export function listsStory(lab: Lab): Promise<Observed> {
  return lab.once("lists", () =>
    observe(lab, {
      mode: "individual",
      turn: "sound",
      people: { "2701": {}, "2702": {} },
      request: { recordingConfig: { ...fewPeople, streamTypes: 0, subscribeAudioUids: ["2701"] }, ...files },
      ...indexes(1),
      async meanwhile(task) {
        const streamSubscribe = { audioUidList: { subscribeAudioUids: ["2702"] } };
        await lab.change(task, "update", { streamSubscribe });
        await lab.until("a file of the other person", async () => {
          const list = fieldOf(await lab.query(task), "serverResponse", "fileList");
          return Array.isArray(list) && list.length > 1 ? true : undefined;
        });
      },
    }),
  );
}

/** A list for video alone: sound is then not subscribed. */
export function videoListStory(lab: Lab): Promise<Observed> {
  return lab.once("video list", () =>
    observe(lab, {
      mode: "individual",
      turn: "pictures",
      people: { "2801": {}, "2802": {} },
      request: { recordingConfig: { ...fewPeople, unsubscribeVideoUids: ["2802"] }, ...files },
      ...indexes(1),
    }),
  );
}

/** Somebody who mutes for a moment. */
export function mutedStory(lab: Lab): Promise<Observed> {
  return lab.once("muted", () =>
    observe(lab, {
      mode: "individual",
      turn: "sound",
      people: { "2901": { video: false } },
      request: { recordingConfig: original, ...files },
      ...indexes(1),
      async meanwhile(task) {
        const tells = (state: number, count: number) =>
          lab.until(`sound to go ${state === 0 ? "on" : "off"}`, () => {
            const seen = lab.receiver
              .about(task.sid)
              .filter(({ envelope, details }) => envelope.eventType === 43 && details.state === state);
            return Promise.resolve(seen.length >= count ? true : undefined);
          });
        await lab.switchStreams(task.cname, "2901", { audio: false });
        await tells(1, 1);
        await lab.switchStreams(task.cname, "2901", { audio: true });
        await tells(0, 2);
        const playlist = `${task.sid}_${task.cname}__uid_s_2901__uid_e_audio.m3u8`;
        await lab.until("a slice after the silence", async () => {
          const begun = (await lab.bucket.text(playlist)).split("EVENT=START").length - 1;
          return begun > 1 ? true : undefined;
        });
      },
    }),
  );
}
