import { expect, test } from "vitest";
import { initialValues, type StartFormValues } from "./form-values";
import { errorsWithoutField } from "./start-resolver";
import { faultsOf } from "./written-faults";

const values = (change: Partial<StartFormValues> = {}): StartFormValues => ({
  ...initialValues({
    projectId: "p",
    recordingId: "01ARZ3NDEKTSV4RRFFQ69G5FAV",
    storageProfileId: "",
    hasCertificate: true,
  }),
  ...change,
});
const region = { x: 0, y: 0, w: 500_000, h: 500_000, alpha: 1_000_000, fit: "cover" as const };
const custom = (...regions: (typeof region & { uid?: string })[]): Partial<StartFormValues> => ({
  layout: { preset: "custom", largeUid: "", backgroundColour: "#000000", regions },
});
const transcoding = "start.recordingConfig.transcodingConfig";

test("what is entered in the form is no fault of what is written by hand", () => {
  expect(faultsOf(values())).toEqual([]);
  expect(faultsOf(values(custom(region)))).toEqual([]);
});

test.each<[string, Partial<StartFormValues>, string]>([
  ["a region without a width", custom(region, { ...region, w: 0 }), `${transcoding}.layoutConfig.1.width`],
  ["a person twice", custom({ ...region, uid: "7" }, { ...region, uid: "7" }), `${transcoding}.layoutConfig`],
  ["a tag that is too long", { other: { tag: "x".repeat(257) } }, "start.storageConfig.extensionParams.tag"],
  [
    "too many tasks to stay away from",
    { other: { excludeResourceIds: Array.from({ length: 21 }, () => "r") } },
    "acquire.excludeResourceIds",
  ],
  ["a switch of one character", { other: { privateParams: "1" } }, "start.recordingConfig.privateParams"],
])("%s is named where it stands in the request", (_, change, path) => {
  expect(faultsOf(values(change)).map((fault) => fault.path)).toEqual([path]);
});

test("errors for which the form shows no field are told together, with their words", () => {
  const error = (message: string) => ({ type: "validate", message });
  expect(
    errorsWithoutField({
      channelName: error("Enter the channel"),
      layout: { regions: error("A layout needs a region"), userImages: [undefined, { url: error("No address") }] },
      excludeResourceIds: { root: error("At most 20") },
      tag: error("Too long"),
    }),
  ).toEqual([
    { path: "layout.userImages.1.url", message: "No address" },
    { path: "excludeResourceIds", message: "At most 20" },
    { path: "tag", message: "Too long" },
  ]);
});
