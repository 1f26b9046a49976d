import { expect, test } from "vitest";
import { checkStorageInput, setCustomRecordingInput } from "./schema";

const values = {
  projectId: "p",
  entryPoint: "live",
  flsArea: "cn",
  source: "values",
  profileId: "",
  vendor: "s3",
  storageRegion: 4,
  bucket: "media-files",
  accessKey: "AKIAIOSFODNN7EXAMPLE",
  secretKey: "a-secret",
  fromId: null,
} as const;
const wanted = { ...values, isHlsEnabled: true, isMp4Enabled: true, hasStorage: false, baseVersion: 0 } as const;

const faultsOf = (changes: object, schema: typeof setCustomRecordingInput = setCustomRecordingInput) => {
  const result = schema.safeParse({ ...wanted, ...changes });
  return result.success ? [] : result.error.issues.map(({ path }) => path.join("."));
};

test("the first configuration needs the storage; later ones may leave it as it is", () => {
  expect(faultsOf({})).toEqual([]);
  expect(faultsOf({ source: "keep" })).toEqual(["source"]);
  expect(faultsOf({ source: "keep", hasStorage: true })).toEqual([]);
});

test("new values need every field of their vendor, and keys unless some are stored", () => {
  expect(faultsOf({ bucket: "Media", accessKey: "", secretKey: "" })).toEqual(["bucket", "accessKey", "secretKey"]);
  expect(faultsOf({ accessKey: "", secretKey: "", fromId: "c1" })).toEqual([]);
  expect(faultsOf({ storageRegion: null })).toEqual(["storageRegion"]);
  expect(faultsOf({ vendor: "google", storageRegion: null })).toEqual([]);
  expect(faultsOf({ vendor: "tencent" })).toEqual(["bucket"]);
  expect(faultsOf({ accessKey: "too-short" })).toEqual(["accessKey"]);
  // What is not asked for is not judged.
  expect(faultsOf({ source: "profile", profileId: "s1", bucket: "", accessKey: "" })).toEqual([]);
  expect(faultsOf({ source: "profile" })).toEqual(["profileId"]);
  expect(faultsOf({ source: "earlier" })).toEqual(["source"]);
});

test("what Agora holds cannot be checked, and no field may be added", () => {
  expect(checkStorageInput.safeParse(values).success).toBe(true);
  expect(checkStorageInput.safeParse({ ...values, source: "keep" }).success).toBe(false);
  expect(checkStorageInput.safeParse({ ...values, endpoint: "127.0.0.1" }).success).toBe(false);
  expect(faultsOf({ flsArea: "sa" })).toEqual(["flsArea"]);
  expect(faultsOf({ entryPoint: "a/b" })).toEqual(["entryPoint"]);
});
