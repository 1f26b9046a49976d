import fc from "fast-check";
import { expect, test } from "vitest";
import { defaultTemplates, freeName, renderName, stemIssue, stemOf, type NameValues } from "./file-name";

const values: NameValues = {
  entry: "live",
  stream: "cam1",
  area: "cn",
  label: "Goal & replay / 2",
  user: "Zoë",
  startMs: Date.UTC(2026, 10, 21, 12, 3, 4, 56),
  endMs: Date.UTC(2026, 10, 21, 12, 4, 34),
  n: 7,
};

test.each([
  [defaultTemplates.clip, "cam1-20261121-120304-1m30s"],
  [defaultTemplates.snapshot, "cam1-20261121-120304"],
  ["{entry}_{area}_{n:03}_{label}", "live_cn_007_Goal-replay-2"],
  ["{user}-{start:yyyy.MM.dd-HHmmssSSS}-{end:HHmmss}", "Zoe-2026.11.21-120304056-120434"],
])("%s", (template, stem) => {
  expect(renderName(template, values)).toEqual({ ok: true, stem });
});

test.each([
  [defaultTemplates.clip, { endMs: null }, "cam1-20261121-120304-latest"],
  [defaultTemplates.snapshot, { startMs: null, endMs: null }, "cam1-latest"],
])("%s does without a moment that is not known", (template, unknown, stem) => {
  expect(renderName(template, { ...values, ...unknown })).toEqual({ ok: true, stem });
});

test("an unknown token and a name that addresses cannot hold are refused in words", () => {
  expect(renderName("{stream}-{room}", values)).toMatchObject({
    ok: false,
    sentence: expect.stringContaining("{room}"),
  });
  expect(renderName("a/b", values)).toMatchObject({ ok: false });
  expect(renderName("{dur:x}", values)).toMatchObject({ ok: false });
  expect(renderName("", values)).toMatchObject({ ok: false });
});

test("whatever the values hold, a rendered name can be used", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (label, stream) => {
      const rendered = renderName("x{label}-{stream}", { ...values, label, stream: stream.slice(0, 60) });
      if (rendered.ok) expect(stemIssue(rendered.stem)).toBeNull();
      else expect(rendered.sentence).toContain("at most");
    }),
  );
});

test("a name in use gets the next free number, and never one that is too long", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 200 }), (count, length) => {
      const stem = "a".repeat(length);
      const taken = new Set<string>();
      for (let index = 0; index <= count; index += 1) {
        const name = freeName(stem, "clip", (one) => taken.has(one));
        expect(taken.has(name)).toBe(false);
        expect(stemIssue(stemOf(name, "clip") ?? "")).toBeNull();
        taken.add(name);
      }
    }),
  );
  expect(freeName("goal", "clip", (name) => name === "goal.m3u8")).toBe("goal-2.m3u8");
  expect(freeName("goal", "snapshot", () => false)).toBe("goal.jpg");
});
