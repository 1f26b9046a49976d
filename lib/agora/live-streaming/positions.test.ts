import { describe, expect, it } from "vitest";
import { toMediaSeconds, toMoment } from "./positions";

describe("positions", () => {
  const file = { fileName: "a", startedAt: new Date("2021-08-25T02:44:40Z"), endedAt: null, position: 3 };
  it("are read as a lead, or as a place to seek", () => {
    const moment = new Date("2021-08-25T02:45:00Z");
    expect(toMediaSeconds(file, moment)).toBe(17);
    expect(toMediaSeconds(file, moment, "seek")).toBe(20);
    for (const reading of ["lead", "seek"] as const) {
      expect(toMoment(file, toMediaSeconds(file, moment, reading) ?? Number.NaN, reading)).toEqual(moment);
    }
    expect(toMoment({ ...file, startedAt: null }, 1)).toBeNull();
  });
});
