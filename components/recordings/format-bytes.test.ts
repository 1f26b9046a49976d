import { expect, test } from "vitest";
import { formatBytes } from "./format-bytes";

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1000, "1.0 kB"],
  [12_400, "12.4 kB"],
  [999_960, "1.0 MB"],
  [3_100_000_000, "3.1 GB"],
  [5e15, "5000.0 TB"],
])("%d bytes are %s", (bytes, words) => {
  expect(formatBytes(bytes)).toBe(words);
});
