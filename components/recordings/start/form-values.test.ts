import { describe, expect, test } from "vitest";
import { videoProfiles } from "@/lib/features/recordings/constants";
import { startRecordingInput } from "@/lib/features/recordings/schema";
import { initialValues, profileKey, videoOf, type StartFormValues } from "./form-values";
import { startResolver } from "./start-resolver";
import { toInput } from "./to-input";
import { withoutSecrets } from "./without-secrets";

const ids = { projectId: "p", recordingId: "01ARZ3NDEKTSV4RRFFQ69G5FAV", storageProfileId: "s" };
const filled = (change: Partial<StartFormValues> = {}): StartFormValues => ({
  ...initialValues({ ...ids, hasCertificate: false }),
  channelName: "lobby",
  ...change,
});
const options = { fields: {}, shouldUseNativeValidation: false as const, criteriaMode: "firstError" as const };
const check = (values: StartFormValues) => startResolver(values, undefined, options);

test("a form with nothing but a channel is a valid start", async () => {
  const { errors, values } = await check(filled());
  expect(errors).toEqual({});
  expect(values).toEqual(startRecordingInput.parse(toInput(filled(), 0)));
});

test("only what the chosen variants use is sent", () => {
  const input = toInput(
    filled({
      layout: { preset: "floating", largeUid: "42", backgroundColour: "#123456" },
      token: { kind: "issued", hours: 3, value: "006secret", hoursLeft: 2 },
      filePrefix: "/events//2026/",
    }),
    0,
  );
  expect(input).toMatchObject({ token: { kind: "issued", hours: 3 }, filePrefix: ["events", "2026"] });
  expect(input).toHaveProperty("layout", { preset: "floating", backgroundColour: "#123456" });
  for (const name of ["media", "subscription", "encryption", "page", "snapshots", "uidGroup"]) {
    expect(input).not.toHaveProperty(name);
  }
});

test("a typed expiry counts for tokens that do not tell theirs", () => {
  const pasted = (value: string) =>
    toInput(filled({ token: { kind: "pasted", hours: 1, value, hoursLeft: 2 } }), 1_000_000);
  expect(pasted("006abc")).toHaveProperty("token", { kind: "pasted", value: "006abc", expiresAt: 1000 + 7200 });
  expect(pasted("007abc")).toHaveProperty("token", { kind: "pasted", value: "007abc" });
});

test("each message stands at its field", async () => {
  const { errors } = await check(
    filled({
      channelName: "",
      storageProfileId: "",
      filePrefix: "ok/not-ok",
      maxIdleSeconds: Number.NaN,
      layout: { preset: "vertical", largeUid: "0", backgroundColour: "black" },
      token: { kind: "pasted", hours: 1, value: "", hoursLeft: null },
    }),
  );
  expect(errors.channelName?.message).toBe("Enter the channel to record");
  expect(errors.storageProfileId?.message).toBe("Choose where the files go");
  expect(errors.filePrefix?.message).toBe("May hold letters a-z, A-Z and digits only");
  expect(errors.maxIdleSeconds?.message).toBe("Enter a whole number from 5 to 2592000 s");
  expect(errors.layout?.largeUid?.message).toContain("1 to 4294967295");
  expect(errors.layout?.backgroundColour?.message).toContain("hexadecimal");
  expect(errors.token?.value?.message).toBe("Paste the token of the recorder");
});

test("each row of the table is one choice with its two bitrates", () => {
  expect(new Set(videoProfiles.map(profileKey)).size).toBe(videoProfiles.length);
  for (const row of videoProfiles) {
    expect(videoOf(profileKey(row), "communication")).toMatchObject({ fps: row.fps, bitrateKbps: row.baseKbps });
    expect(videoOf(profileKey(row), "live")?.bitrateKbps).toBe(row.liveKbps);
  }
  expect(videoOf("1x1@1", "live")).toBeNull();
});

describe("an individual recording", () => {
  const individual = (change: Partial<StartFormValues> = {}) => filled({ mode: "individual", ...change });
  const list = (kind: "only" | "except", uids: string) => ({ kind, uids });
  const everyone = { kind: "everyone" as const, uids: "" };

  test("has lists of uids however they are typed, and only of what is recorded", () => {
    const subscription = { audio: list("only", "1001, 1002\n1003"), video: list("except", "7;8") };
    expect(toInput(individual({ subscription }), 0)).toHaveProperty("subscription", {
      audio: { kind: "only", uids: ["1001", "1002", "1003"] },
      video: { kind: "except", uids: ["7", "8"] },
    });
    expect(toInput(individual({ subscription, media: "audio" }), 0)).toHaveProperty("subscription.video", {
      kind: "everyone",
    });
    expect(toInput(individual({ subscription: { audio: everyone, video: everyone } }), 0)).not.toHaveProperty(
      "subscription",
    );
  });

  test("is refused at the field that cannot be", async () => {
    const { errors } = await check(
      individual({
        subscription: { audio: list("only", "1001, nobody"), video: list("only", "") },
        snapshots: { kind: "beside", everySeconds: 2 },
        encryption: { mode: 7, secret: "s", salt: "short" },
      }),
    );
    expect(errors.subscription?.audio?.uids?.message).toBe("Must be a whole number from 1 to 4294967295");
    expect(errors.subscription?.video?.uids?.message).toBe("Enter at least one uid");
    expect(errors.snapshots?.everySeconds?.message).toBe("Must be 5 to 3600 s");
    expect(errors.encryption?.salt?.message).toContain("44 characters");
  });

  test("keeps the rules between its fields", async () => {
    const stills = { kind: "only" as const, everySeconds: 10 };
    const wrong = await check(individual({ media: "audio", snapshots: stills }));
    expect(wrong.errors.snapshots?.kind?.message).toContain("Stills are taken of the picture");
    const original = await check(individual({ streamMode: "original" }));
    expect(original.errors.streamMode?.message).toContain("sound alone");
    const mixed = await check(individual({ afterwards: { kind: "mixAudio", format: "mp3" } }));
    expect(mixed.errors.afterwards?.kind?.message).toContain("sound alone, in its original form");
    const crowd = list("only", "1 2 3");
    const small = await check(individual({ uidGroup: 0, subscription: { audio: crowd, video: crowd } }));
    expect(small.errors.uidGroup?.message).toContain("3 uids");
    const nobody = { kind: "nobody" as const, uids: "" };
    const empty = await check(individual({ subscription: { audio: nobody, video: nobody } }));
    expect(empty.errors.subscription?.video?.kind?.message).toContain("somebody");
    const mix = { media: "audio", streamMode: "original", afterwards: { kind: "mixAudio", format: "m4a" } } as const;
    expect((await check(individual(mix))).errors).toEqual({});
  });
});

describe("a recording of a web page", () => {
  const { page } = initialValues({ ...ids, hasCertificate: false });
  const web = (change: Partial<StartFormValues["page"]> = {}, more: Partial<StartFormValues> = {}) =>
    filled({ mode: "web", page: { ...page, url: "https://example.com/stage", ...change }, ...more });

  test("leaves what is empty to Agora, and has no field of a channel", async () => {
    const { errors, values } = await check(web({ fps: null, bitrateKbps: null }));
    expect(errors).toEqual({});
    expect(values).toEqual({
      ...ids,
      mode: "web",
      channelName: "lobby",
      controlHours: 72,
      filePrefix: [],
      withMp4: false,
      page: { url: "https://example.com/stage", audioProfile: 0, width: 1280, height: 720, maxHours: 3 },
    });
  });

  test("is refused at the field that cannot be, with what is allowed", async () => {
    const { errors } = await check(
      web(
        { url: "ftp://example.com", width: 100, height: 2000, fps: 61, maxHours: 100, readyTimeoutSeconds: 61 },
        { pushTo: "https://example.com/live", channelName: "a/b" },
      ),
    );
    expect(errors.page?.url?.message).toContain("http:// or https://");
    expect(errors.page?.width?.message).toBe("Must be 240 to 1920 px");
    expect(errors.page?.fps?.message).toBe("Must be 5 to 60 fps");
    expect(errors.page?.readyTimeoutSeconds?.message).toBe("Must be 0 to 60 s");
    expect(errors.pushTo?.message).toContain("rtmp://");
    expect(errors.channelName?.message).toContain("folders");
    const long = await check(web({ maxHours: 100 }));
    expect(long.errors.page?.maxHours?.message).toContain("control time");
    const large = await check(web({ width: 1920, height: 1920 }));
    expect(large.errors.page?.width?.message).toContain("1920 x 1080");
    const signedIn = await check(web({ url: "https://user:secret@example.com/" }));
    expect(signedIn.errors.page?.url?.message).toContain("without a user name");
  });
});

test("nothing is lost by looking at another mode, and no preview carries a secret", () => {
  const values = filled({
    pushTo: "rtmp://cdn.example/live/streamkey",
    encryption: { mode: 8, secret: "opensesame", salt: `${"B".repeat(43)}=` },
    token: { kind: "pasted", hours: 1, value: "007opensesame", hoursLeft: null },
  });
  expect(toInput({ ...values, mode: "web" }, 0)).toMatchObject({ pushTo: "rtmp://cdn.example/live/streamkey" });
  expect(toInput({ ...values, mode: "individual" }, 0)).toMatchObject({ encryption: { secret: "opensesame" } });
  for (const mode of ["composite", "individual", "web"] as const) {
    const shown = JSON.stringify(withoutSecrets(toInput({ ...values, mode }, 0)));
    expect(shown).not.toMatch(/streamkey|opensesame|BBBB/);
  }
});
