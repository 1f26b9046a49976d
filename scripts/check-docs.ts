import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { projectRoot } from "./launcher/project";

/** Folders whose paths are checked wherever a text names them. */
const folders = "app|components|lib|public|e2e|bench|docs|scripts|\\.ci";
const inMarkdown = new RegExp(`\`((?:${folders})/[^\`\\s]*|[\\w.-]+\\.(?:ts|js|mjs|cjs|json|md))\``, "g");
/** In code only documents are cited by path; modules are cited by imports, which the compiler checks. */
const inCode = /\bdocs\/[\w./-]+\.md\b/g;
const link = /\]\((?!https?:|#|mailto:)([^)#\s]+)/g;
const command = /\bnpm run ([\w:-]+)/g;

/** Files that exist only while Tally runs, or that belong to the reader. */
const notInTree = /^(console|sandbox|tally)\.json$|^results\.json$|^bench\/results\.json$/;

/**
 * Every path and every `npm run` a document cites must exist; one sentence for each that does not.
 * @param path of the text, from the root of the repository
 */
export function brokenCitations(path: string, text: string, root: string, scripts: ReadonlySet<string>): string[] {
  const isMarkdown = path.endsWith(".md");
  const cited = [...text.matchAll(isMarkdown ? inMarkdown : inCode)].map((match) => match[1] ?? match[0]);
  const linked = isMarkdown ? [...text.matchAll(link)].map((match) => join(dirname(path), match[1] ?? "")) : [];
  const commands = [...text.matchAll(command)].map((match) => match[1] ?? "");
  return [
    ...[...cited, ...linked]
      .filter((target) => !notInTree.test(target) && !exists(root, target))
      .map((target) => `${path} cites ${target}, which does not exist.`),
    ...commands
      .filter((name) => !scripts.has(name))
      .map((name) => `${path} names npm run ${name}, which package.json does not have.`),
  ];
}

/** `<feature>` and `*` stand for any name; `[id]` is a folder of Next and stands for itself. */
function exists(root: string, target: string): boolean {
  const clean = target.replace(/[.,:;]$/, "");
  if (existsSync(join(root, clean))) return true;
  if (!/[<*{…]/.test(clean)) return false;
  const pattern = clean.replace(/<[^>]+>|…/g, "*").replace(/[[\]]/g, "?");
  return globSync(pattern, { cwd: root }).length > 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")));
  const files = globSync(["*.md", "docs/**/*.md", "{app,components,lib,e2e,scripts,bench}/**/*.{ts,tsx,mjs}"], {
    cwd: projectRoot,
    exclude: (file) => file.endsWith(".test.ts"),
  });
  const known = new Set(Object.keys(scripts));
  const problems = files.flatMap((file) =>
    brokenCitations(file, readFileSync(join(projectRoot, file), "utf8"), projectRoot, known),
  );
  for (const problem of problems) console.error(problem);
  console.log(`${files.length} files read, ${problems.length} problems`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
