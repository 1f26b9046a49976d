import { expect, test } from "vitest";
import { videoProfiles } from "@/lib/features/recordings/constants";
import { startRecordingInput } from "@/lib/features/recordings/schema";
import { initialValues, profileKey, startResolver, toInput, videoOf, type StartFormValues } from "./form-values";

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
  expect(input.layout).toEqual({ preset: "floating", backgroundColour: "#123456" });
  expect(input.token).toEqual({ kind: "issued", hours: 3 });
  expect(input.filePrefix).toEqual(["events", "2026"]);
});

test("a typed expiry counts for tokens that do not tell theirs", () => {
  const pasted = (value: string) =>
    toInput(filled({ token: { kind: "pasted", hours: 1, value, hoursLeft: 2 } }), 1_000_000).token;
  expect(pasted("006abc")).toEqual({ kind: "pasted", value: "006abc", expiresAt: 1000 + 7200 });
  expect(pasted("007abc")).toEqual({ kind: "pasted", value: "007abc" });
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
