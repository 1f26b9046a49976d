import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectRoot } from "./launcher/project";
import { checkLayers } from "./layers";

/** One file in each layer. */
const places: Record<string, string> = {
  "layout-editor": "lib/layout-editor/rect.ts",
  timeline: "lib/timeline/span.ts",
  agora: "lib/agora/client.ts",
  db: "lib/db/client.ts",
  base: "lib/errors.ts",
  context: "lib/context.ts",
  contract: "lib/features/recordings/schema.ts",
  service: "lib/features/recordings/service/start.ts",
  actions: "lib/features/recordings/actions.ts",
  queries: "lib/features/recordings/queries.ts",
  "action-client": "lib/actions/action-client.ts",
  "action-contract": "lib/actions/action-error.ts",
  auth: "lib/auth/session.ts",
  queue: "lib/jobs/queue.ts",
  "rate-limit": "lib/jobs/rate-limit.ts",
  jobs: "lib/jobs/engine.ts",
  sandbox: "lib/sandbox/main.ts",
  ui: "components/ui/button.tsx",
  components: "components/recordings/list.tsx",
  app: "app/page.tsx",
  e2e: "e2e/sign-in.spec.ts",
};

/** For each layer, a layer it may not import. */
const forbidden: Record<string, string> = {
  "layout-editor": "base",
  timeline: "base",
  agora: "base",
  db: "contract",
  base: "db",
  context: "service",
  contract: "db",
  service: "actions",
  actions: "db",
  queries: "service",
  "action-client": "actions",
  "action-contract": "auth",
  auth: "service",
  queue: "service",
  "rate-limit": "service",
  jobs: "sandbox",
  sandbox: "db",
  ui: "contract",
  components: "service",
  app: "db",
  e2e: "app",
};

/** For each layer with a rule about packages or Node, an import it may not have. */
const strangers: [layer: string, module: string, rule: string][] = [
  ["layout-editor", "react", "packages-layout-editor"],
  ["layout-editor", "zod", "packages-layout-editor"],
  ["layout-editor", "node:fs", "packages-layout-editor"],
  ["timeline", "zod", "packages-timeline"],
  ["timeline", "node:fs", "packages-timeline"],
  ["contract", "pg", "packages-contract"],
  ["contract", "node:crypto", "packages-contract"],
  ["queries", "next", "packages-queries"],
  ["agora", "drizzle-orm", "packages-agora"],
  ["base", "react", "packages-base"],
  ["db", "next", "packages-db"],
  ["service", "next", "packages-service"],
  ["jobs", "react", "packages-jobs"],
  ["context", "next-safe-action", "packages-context"],
  ["sandbox", "pg", "packages-sandbox"],
  ["ui", "@tanstack/react-query", "packages-ui"],
  ["components", "pg", "packages-components"],
  ["components", "node:fs", "browser-code-knows-no-node"],
  ["agora", "a-package-nobody-installed", "packages-agora"],
];

let root: string;

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "tally-layers-"));
  for (const file of ["layers.dependency-cruiser.cjs", "tsconfig.json", "package.json"]) {
    cpSync(join(projectRoot, file), join(root, file));
  }
  symlinkSync(join(projectRoot, "node_modules"), join(root, "node_modules"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("checkLayers", () => {
  it("covers every layer of the table", () => {
    const config: unknown = createRequire(import.meta.url)("../layers.dependency-cruiser.cjs");
    expect(Object.keys(places)).toEqual(Object.keys(Object(config).layers));
    expect(Object.keys(forbidden)).toEqual(Object.keys(places));
  });

  it("accepts a tree that keeps to the rule", () => {
    for (const path of Object.values(places)) write(path, "export const here = 1;\n");
    write(places.service ?? "", `import { here } from "@/lib/db/client";\nexport const there = here;\n`);
    write("lib/errors.test.ts", `import { here } from "./db/client";\nexport const there = here;\n`);
    expect(checkLayers(root)).toEqual({ problems: [], fileCount: Object.keys(places).length + 1 });
  });

  describe("with one violation planted in each layer", () => {
    let problems: string[];
    beforeAll(() => {
      for (const [index, [layer, path]] of Object.entries(places).entries()) {
        const target = (places[forbidden[layer] ?? ""] ?? "").replace(/\.tsx?$/, "");
        const modules = strangers.filter(([name]) => name === layer).map(([, module]) => `import "${module}";\n`);
        // The three ways to import must all be seen.
        const statement = [
          `import { here as other } from "@/${target}";\nvoid other;`,
          `import type { here as other } from "@/${target}";\nexport type Other = typeof other;`,
          `void import("@/${target}");`,
        ][index % 3];
        write(path, `${modules.join("")}${statement}\nexport const here = 1;\n`);
      }
      write("lib/stray.ts", "export const here = 1;\n");
      write("lib/features/recordings/helpers.ts", "export const here = 1;\n");
      write("lib/db/test-db.ts", "export const here = 1;\n");
      write("lib/db/rows.ts", `import { here } from "./test-db";\nvoid here;\n`);
      write("lib/sandbox/one.ts", `import { two } from "./two";\nexport const one = () => two;\n`);
      write("lib/sandbox/two.ts", `import { one } from "./one";\nexport const two = () => one;\n`);
      problems = checkLayers(root).problems;
    });

    it.each(Object.entries(forbidden))("reports %s importing %s", (layer, target) => {
      expect(problems).toContainEqual(
        expect.stringContaining(`${places[layer]} imports ${places[target]} (layer-${layer}).`),
      );
    });

    it.each(strangers)("reports %s importing %s", (layer, module, rule) => {
      const told = problems.filter((problem) => problem.startsWith(`${places[layer]} imports `));
      expect(
        told.filter((problem) => problem.includes(`(${rule})`) && problem.includes(module.replace("node:", ""))),
      ).toHaveLength(1);
    });

    it("reports a file in no layer, a misnamed feature file, a test helper in the product and a cycle", () => {
      for (const sentence of [
        "lib/stray.ts is in no layer",
        "lib/features/recordings/helpers.ts: a feature holds only",
        "lib/db/rows.ts imports lib/db/test-db.ts (tests-stay-outside)",
        "lib/sandbox/one.ts imports lib/sandbox/two.ts (no-cycles)",
      ]) {
        expect(problems).toContainEqual(expect.stringContaining(sentence));
      }
    });
  });

  it("fails when files were not read", () => {
    const config = join(root, "layers.dependency-cruiser.cjs");
    writeFileSync(
      config,
      readFileSync(config, "utf8").replace('parser: "swc"', 'parser: "swc", exclude: "^lib/jobs/"'),
    );
    expect(checkLayers(root).problems).toContainEqual(expect.stringContaining("lib/jobs/engine.ts was not read"));
  });
});
