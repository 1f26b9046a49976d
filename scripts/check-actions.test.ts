import { describe, expect, it } from "vitest";
import { faultsOf } from "./check-actions";

const path = "lib/features/projects/actions.ts";
const head = `"use server";\nimport { action } from "../../actions/action-client";\n`;

describe("faultsOf", () => {
  it("accepts exports built on the chain, and helpers that are not exported", () => {
    const text = `${head}const helper = () => 1;\nexport const save = action("project.save", schema, async () => helper());\n`;
    expect(faultsOf(path, text)).toEqual([]);
  });

  it.each([
    ["a bare function", "export async function save() {}"],
    ["a bare arrow", "export const save = async () => {};"],
    ["something else's product", "export const save = client(async () => {});"],
    ["a re-export", `export { save } from "./service";`],
    ["everything of another file", `export * from "./service";`],
    ["a default", "export default async function save() {}"],
    ["a type", "export type Saved = string;"],
  ])("refuses %s", (_what, statement) => {
    expect(faultsOf(path, `${head}${statement}\n`)).toContainEqual(expect.stringContaining("not built with action("));
  });

  it("refuses an action called like the chain but from elsewhere", () => {
    const text = `"use server";\nimport { action } from "./mine";\nexport const save = action(1);\n`;
    expect(faultsOf(path, text)).toContainEqual(expect.stringContaining("lib/actions/action-client"));
  });

  it("refuses server functions anywhere else", () => {
    expect(
      faultsOf("app/page.tsx", `export default () => <form action={async () => {\n "use server";\n}} />;\n`),
    ).toHaveLength(1);
    expect(faultsOf("components/form.ts", `${head}export const save = action(1);\n`)).toHaveLength(1);
    expect(faultsOf(path, `${head}export const save = action(() => {\n  "use server";\n});\n`)).toHaveLength(1);
  });

  it("refuses an actions file that is not marked", () => {
    expect(faultsOf(path, "export const save = 1;\n")).toHaveLength(1);
  });
});
