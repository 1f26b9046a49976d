import { afterEach, expect, it } from "vitest";
import { dismissToast, showToast, toastStore } from "./toast-store";

afterEach(() => {
  for (const { id } of toastStore.get()) dismissToast(id);
});

it("lets good news go by itself and keeps an error until it is dismissed", () => {
  showToast({ title: "Saved" });
  const id = showToast({ title: "Could not stop", tone: "danger" });
  expect(toastStore.get().map(({ durationMs }) => durationMs)).toEqual([5000, null]);
  dismissToast(id);
  expect(toastStore.get().map(({ title }) => title)).toEqual(["Saved"]);
});

it("drops the oldest when a fifth comes, and tells its listeners", () => {
  let calls = 0;
  const stop = toastStore.subscribe(() => (calls += 1));
  for (const title of ["a", "b", "c", "d", "e"]) showToast({ title });
  stop();
  showToast({ title: "f" });
  expect(calls).toBe(5);
  expect(toastStore.get().map(({ title }) => title)).toEqual(["c", "d", "e", "f"]);
});
