import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { projectRoot } from "./launcher/project";

const folders = ["app", "components", "lib", "e2e"];
const rootFiles = ["proxy.ts", "instrumentation.ts"];
const featureFile =
  /^lib\/features\/[^/]+\/((schema|types|constants|lifecycle|data|service|actions|queries)(\.test)?\.ts$|(schema|data|service)\/)/;

const answer = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

/**
 * Holds the tree below `root` against `layers.dependency-cruiser.cjs`, one sentence a problem. Besides forbidden imports
 * it reports what the import rule cannot: a file in no layer may import anything, a feature file with a name of its own
 * hides what it is, and a file that was not read was not checked.
 */
export function checkLayers(root: string): { problems: string[]; fileCount: number } {
  const files = [
    ...folders.flatMap((folder) => filesBelow(root, folder)),
    ...rootFiles.filter((file) => existsSync(join(root, file))),
  ];
  const present = [...folders, ...rootFiles].filter((path) => existsSync(join(root, path)));
  const { modules, summary } = cruise(root, present);
  const read = new Set(modules.map(({ source }) => source));
  const { layers, comments } = readTable();

  const problems = [
    ...summary.violations.map(
      ({ from, to, rule: { name } }) => `${from} imports ${to} (${name}). ${comments.get(name) ?? ""}`,
    ),
    ...files
      .filter((file) => !read.has(file))
      .map((file) => `${file} was not read. Is @swc/core installed? Without it nothing is checked.`),
    ...files
      .filter((file) => !layers.some((layer) => layer.test(file)))
      .map((file) => `${file} is in no layer. Move it, or add its place to layers.dependency-cruiser.cjs.`),
    ...files
      .filter((file) => file.startsWith("lib/features/") && !featureFile.test(file))
      .map(
        (file) => `${file}: a feature holds only schema, types, constants, lifecycle, data, service, actions, queries.`,
      ),
  ];
  return { problems, fileCount: files.length };
}

function cruise(root: string, paths: string[]): z.output<typeof answer> {
  const program = join(projectRoot, "node_modules", "dependency-cruiser", "bin", "dependency-cruiser.mjs");
  const args = [program, ...paths, "--config", join(root, "layers.dependency-cruiser.cjs"), "--output-type", "json"];
  // With violations it exits with their number, and the answer is complete all the same.
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
  });
  if (!stdout.startsWith("{")) throw new Error(`The files could not be read.\n${stderr.split("Stack backtrace")[0]}`);
  return answer.parse(JSON.parse(stdout));
}

const table = z.object({
  forbidden: z.array(z.object({ name: z.string(), comment: z.string() })),
  layers: z.record(z.string(), z.string()),
});

function readTable(): { layers: { test(file: string): boolean }[]; comments: Map<string, string> } {
  const config: unknown = createRequire(import.meta.url)("../layers.dependency-cruiser.cjs");
  const { forbidden, layers } = table.parse(config);
  return {
    comments: new Map(forbidden.map(({ name, comment }) => [name, comment])),
    // A test stands beside the file it tests, so it belongs to the layer its own name would have without `.test`.
    layers: Object.values(layers)
      .map((pattern) => new RegExp(pattern))
      .map((layer) => ({ test: (file) => layer.test(file.replace(/\.test(\.tsx?)$/, "$1")) })),
  };
}

function filesBelow(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((file) => `${folder}/${file.replaceAll("\\", "/")}`)
    .filter((file) => /\.(ts|tsx|mts|js|mjs)$/.test(file) && !/(^|\/)\./.test(file));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { problems, fileCount } = checkLayers(projectRoot);
  for (const problem of problems) console.error(problem);
  console.log(`${fileCount} files read, ${problems.length} problems`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
