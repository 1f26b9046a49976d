import { createHash } from "node:crypto";
import { accessSync, constants, existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import nextConfig from "@/next.config.js";
import type { ChildOptions } from "./child";
import type { Crew } from "./crew";
import { nextProgram, projectRoot } from "./project";
import { StartError } from "./say";

/** What the console's build is made of. */
const sources = [
  "app",
  "components",
  "lib",
  "public",
  "instrumentation.ts",
  "next.config.js",
  "package-lock.json",
  "postcss.config.mjs",
  "proxy.ts",
  "tailwind.config.ts",
  "tsconfig.json",
];

/** Folders below `sources` that the console does not load. */
const notBuilt = new Set(["lib/sandbox", "lib/db/migrations"]);

/** True when there is a build and it was made from the sources as they are now. */
export function isBuilt(): boolean {
  const { buildId, stamp } = buildFiles();
  return existsSync(buildId) && existsSync(stamp) && readFileSync(stamp, "utf8") === sourcesHash();
}

/**
 * Builds the console.
 * @throws StartError with the end of the build's own words.
 */
export async function build(crew: Crew, log: ChildOptions["log"]): Promise<void> {
  requireWritable();
  const hash = sourcesHash();
  if (log !== "terminal") rmSync(log.file, { force: true });
  const how = await crew.runToEnd({
    name: "The build",
    args: [nextProgram, "build"],
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    log,
    stopWithinMs: 0,
  });
  if (how !== "code 0") {
    const words = log === "terminal" ? "" : readFileSync(log.file, "utf8").trim().split("\n").slice(-25).join("\n");
    throw new StartError(`The console could not be built (${how}).\n${words}`);
  }
  writeFileSync(buildFiles().stamp, hash);
}

/** Built by root, the folder cannot be built anew by the ordinary user who starts Tally the next time. */
function requireWritable(): void {
  const { folder } = buildFiles();
  try {
    accessSync(existsSync(folder) ? folder : projectRoot, constants.W_OK);
  } catch {
    throw new StartError(
      `The console must be built anew, and you may not write ${folder}. Remove that folder, or start Tally as the user who owns it.`,
    );
  }
}

function buildFiles() {
  const folder = join(projectRoot, nextConfig.distDir ?? ".next");
  return { folder, buildId: join(folder, "BUILD_ID"), stamp: join(folder, "tally-sources") };
}

function sourcesHash(): string {
  const hash = createHash("sha256");
  for (const path of sources.flatMap(filesOf).toSorted()) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(projectRoot, path)))
      .update("\0");
  }
  return hash.digest("hex");
}

function filesOf(path: string): string[] {
  const full = join(projectRoot, path);
  if (!existsSync(full) || notBuilt.has(path)) return [];
  if (statSync(full).isFile()) return [path];
  return readdirSync(full, { withFileTypes: true }).flatMap((entry) => {
    const below = `${path}/${entry.name}`;
    if (entry.isDirectory()) return filesOf(below);
    return /\.test\.tsx?$/.test(entry.name) ? [] : [below];
  });
}
