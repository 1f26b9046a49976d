import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { TallyError } from "../errors";
import { endReason, isPortTaken, isStillClosing, startFailure } from "./embedded-failures";
import { ServerLog } from "./embedded-log";
import { canReach, postgresOwner, postgresPrograms, type PostgresOwner, type PostgresPrograms } from "./embedded-files";
import { stopLeftover } from "./embedded-leftover";

export type EmbeddedPostgres = {
  /** Address of the database `postgres`, password included. */
  url: string;
  port: number;
  pid: number;
  /** Settles when the server ends, wanted or not, with one sentence about the reason. */
  exited: Promise<string>;
  /** Ends all connections, writes everything down and waits until the server has gone. */
  stop(): Promise<void>;
};

export type EmbeddedOptions = {
  /** Absolute folder of the cluster; made on first use. Its parent must exist. */
  folder: string;
  password: string;
  /** False only for throw-away test databases: a power cut may then lose everything. */
  isDurable?: boolean;
  maxConnections?: number;
  /** Gets what the server writes to its log once it is ready. Errors of clients are left out: they name values. */
  onLog?: (text: string) => void;
};

/**
 * Starts the PostgreSQL that comes with the product, on a free port of 127.0.0.1, making its cluster on first use.
 *
 * The caller makes sure that only one installation uses the folder: a server left behind by a killed process is
 * stopped first.
 * @throws TallyError UNAVAILABLE with one sentence that says what to do.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const owner = postgresOwner();
  const parent = dirname(options.folder);
  if (!canReach(owner, parent)) {
    throw new TallyError(
      "UNAVAILABLE",
      `Started by root, PostgreSQL runs as the user postgres, who cannot enter ${parent}. Set TALLY_DATA_DIR to a folder everyone can enter (for example /var/lib/tally), start as an ordinary user, or set DATABASE_URL.`,
    );
  }
  const programs = postgresPrograms(owner, join(parent, "postgres-programs"));
  if (!existsSync(join(options.folder, "PG_VERSION"))) makeCluster(options, programs, owner);
  await stopLeftover(options.folder);
  return startServer(options, programs, owner);
}

/** Made beside its final place and renamed, so that a start that was interrupted leaves nothing half made. */
function makeCluster(options: EmbeddedOptions, programs: PostgresPrograms, owner: PostgresOwner): void {
  const { folder, password } = options;
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new TallyError(
      "UNAVAILABLE",
      `${folder} holds files that are not a PostgreSQL database. Move them away, or name another folder with TALLY_DATA_DIR.`,
    );
  }
  const draft = `${folder}.new`;
  const passwordFile = `${folder}.password`;
  rmSync(draft, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (owner) for (const path of [draft, passwordFile]) chownSync(path, owner.uid, owner.gid);

  const flags = [`--pgdata=${draft}`, "--username=postgres", "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
  // Without a UTF-8 LANG (cron, small containers) the cluster would become SQL_ASCII.
  flags.push("--encoding=UTF8", "--locale=C", ...(options.isDurable === false ? ["--no-sync"] : []));
  const made = spawnSync(programs.initdb, flags, { ...owner, cwd: draft, env: environment(), encoding: "utf8" });
  rmSync(passwordFile, { force: true });
  if (made.status !== 0) {
    rmSync(draft, { recursive: true, force: true });
    throw startFailure(`${made.stdout ?? ""}${made.stderr ?? ""}${made.error?.message ?? ""}`, folder);
  }
  chmodSync(draft, 0o700);
  rmSync(folder, { recursive: true, force: true });
  renameSync(draft, folder);
}

async function startServer(
  options: EmbeddedOptions,
  programs: PostgresPrograms,
  owner: PostgresOwner,
): Promise<EmbeddedPostgres> {
  let text = "";
  for (let tries = 0; tries < 20; tries++) {
    const port = await freePort();
    const server = spawn(programs.postgres, serverFlags(options, port), {
      ...owner,
      cwd: options.folder,
      env: environment(),
      stdio: ["ignore", "ignore", "pipe"],
    });
    const log = new ServerLog(server);
    const exited = once(server, "close").then(
      ([code, signal]) => endReason(log.text, options.folder, signal ? `signal ${signal}` : `code ${code}`),
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    const isReady = await log.untilReady(exited);
    text = log.text;
    if (isReady) {
      log.forwardTo(options.onLog);
      const url = `postgres://postgres:${encodeURIComponent(options.password)}@127.0.0.1:${port}/postgres`;
      return { url, port, pid: server.pid ?? 0, exited, stop: () => stopServer(server, exited) };
    }
    if (isStillClosing(text)) await wait(250);
    else if (!isPortTaken(text)) break;
  }
  throw startFailure(text, options.folder);
}

function serverFlags(options: EmbeddedOptions, port: number): string[] {
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: String(options.maxConnections ?? 100),
    shared_buffers: "64MB",
    timezone: "UTC",
    log_timezone: "UTC",
    // The log goes to a file: what the server says of itself, without the statements and values of a client's errors.
    log_min_messages: "log",
    log_min_error_statement: "panic",
    log_error_verbosity: "terse",
    // A lost power supply must not lose an acknowledged notification.
    fsync: "on",
    ...(options.isDurable === false && { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  return [
    "-D",
    options.folder,
    "-p",
    String(port),
    ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
}

/** Fast shutdown; after 10 s an immediate one, from which PostgreSQL recovers at the next start. */
async function stopServer(server: ChildProcess, exited: Promise<unknown>): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  server.kill("SIGINT");
  const late = setTimeout(() => server.kill("SIGQUIT"), 10_000);
  await exited;
  clearTimeout(late);
}

/** PostgreSQL gets no setting of ours, in particular no key. LC_ALL: the log is read for known English words. */
function environment(): NodeJS.ProcessEnv {
  return { NODE_ENV: "production", PATH: "/usr/local/bin:/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
