import { describe, expect, it } from "vitest";
import { brokenCitations } from "./check-docs";
import { projectRoot } from "./launcher/project";

const check = (path: string, text: string) => brokenCitations(path, text, projectRoot, new Set(["verify"]));

describe("brokenCitations", () => {
  it("accepts files, folders, patterns, links and commands that exist", () => {
    const text =
      "See `lib/errors.ts`, `lib/db/`, `lib/features/<feature>/schema.ts`, `scripts/*.ts`, `package.json`, [this](docs/contract.md) and `npm run verify`.";
    expect(check("README.md", text)).toEqual([]);
  });

  it.each([
    ["README.md", "`lib/gone.ts`"],
    ["README.md", "`gone.json`"],
    ["README.md", "`lib/features/<feature>/gone.ts`"],
    ["docs/contract.md", "[there](gone.md)"],
    ["lib/errors.ts", "// explained in docs/gone.md"],
    ["README.md", "`npm run gone`"],
  ])("reports in %s: %s", (path, text) => {
    expect(check(path, text)).toEqual([expect.stringMatching(/gone.*does not/)]);
  });
});
