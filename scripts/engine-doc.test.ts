import { expect, test } from "vitest";
import { engineDoc } from "./engine-doc";

test("the state picture of docs/engine.md shows the transition table as it is", () => {
  const { current, wanted } = engineDoc();
  expect(wanted).toContain("STARTING --> STARTED");
  expect(current).toBe(wanted);
});
