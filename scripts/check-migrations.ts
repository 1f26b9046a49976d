import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { programOf } from "./checks/steps";
import { projectRoot } from "./launcher/project";

/** Would drizzle-kit write another migration? Then `lib/db/schema` was changed without one. */
const copy = mkdtempSync(join(tmpdir(), "tally-migrations-"));
try {
  cpSync(join(projectRoot, "lib", "db", "migrations"), copy, { recursive: true });
  const before = readdirSync(copy).length;
  const options = ["--dialect=postgresql", "--schema=./lib/db/schema/index.ts", `--out=${relative(projectRoot, copy)}`];
  const { status, stdout, stderr } = spawnSync(process.execPath, [programOf("drizzle-kit"), "generate", ...options], {
    cwd: projectRoot,
    encoding: "utf8",
  });
  const added = readdirSync(copy).filter((name) => name.endsWith(".sql")).length + 1 - before;
  if (status !== 0 || added > 0) {
    console.error(
      `${stdout}${stderr}\nlib/db/schema has changed without a migration. Run: npm run db:generate -- --name what_changes`,
    );
    process.exitCode = 1;
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
