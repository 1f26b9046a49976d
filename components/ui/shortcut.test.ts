import { describe, expect, it } from "vitest";
import { describeShortcut, pressToText, SEQUENCE_TIMEOUT_MS, ShortcutReader } from "./shortcut";

const press = (key: string, held: Partial<Record<"ctrlKey" | "metaKey" | "altKey", boolean>> = {}) =>
  pressToText({ key, ctrlKey: false, metaKey: false, altKey: false, ...held });

describe("pressToText", () => {
  it("writes a key as what it types, and Ctrl or Cmd as mod", () => {
    expect(press("?")).toBe("?");
    expect(press("G")).toBe("g");
    expect(press("k", { ctrlKey: true })).toBe("mod+k");
    expect(press("Enter", { metaKey: true })).toBe("mod+Enter");
  });

  it("leaves bare modifiers and Alt to the system", () => {
    expect(press("Shift")).toBeNull();
    expect(press("k", { altKey: true })).toBeNull();
  });
});

describe("ShortcutReader", () => {
  const shortcuts = ["g r", "g s", "?", "r"];

  it("finds a single key at once", () => {
    expect(new ShortcutReader().read("?", shortcuts, 0)).toBe("?");
  });

  it("finds a sequence, and not its second key", () => {
    const reader = new ShortcutReader();
    expect(reader.read("g", shortcuts, 0)).toBe("pending");
    expect(reader.read("r", shortcuts, 200)).toBe("g r");
    expect(reader.read("r", shortcuts, 400)).toBe("r");
  });

  it("forgets a first key that comes to nothing or waits too long", () => {
    const reader = new ShortcutReader();
    reader.read("g", shortcuts, 0);
    expect(reader.read("x", shortcuts, 100)).toBeNull();
    expect(reader.read("s", shortcuts, 200)).toBeNull();
    reader.read("g", shortcuts, 1000);
    expect(reader.read("s", shortcuts, 1001 + SEQUENCE_TIMEOUT_MS)).toBeNull();
  });
});

it("prints key caps for the platform", () => {
  expect(describeShortcut("mod+k", false)).toEqual([["Ctrl", "K"]]);
  expect(describeShortcut("mod+k", true)).toEqual([["⌘", "K"]]);
  expect(describeShortcut("g ,", false)).toEqual([["G"], [","]]);
});
