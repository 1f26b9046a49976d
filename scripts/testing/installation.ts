import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot, runTypeScript } from "../launcher/project";
import { freePorts } from "./free-ports";

/** The build that tests and benchmarks use, beside the one of a console that may be running. */
export const testBuildFolder = ".next-test";

/** What each command says when it is up. */
const readyWords = {
  "start.ts": "Ctrl-C stops everything",
  "serve.ts": "Tally is ready",
  "engine.ts": "the engine runs",
};

export type LaunchOptions = {
  /** The command to run, `npm start` unless given. */
  script?: keyof typeof readyWords;
  /** Settings besides the ports, the data folder and the build folder. */
  settings?: Record<string, string>;
  /** An existing data folder, to start again on it. */
  dataDir?: string;
  /** Another user to start as; only root can. */
  user?: { uid: number; gid: number };
  /** Where `npm start` is given what it writes while it starts. */
  onOutput?: (text: string) => void;
};

/** A launcher that was started: up, or already ended with its sentence. */
export type Launched = {
  pid: number;
  dataDir: string;
  url: string;
  settings: Record<string, string>;
  /** Everything it has written so far. */
  output(): string;
  /** Waits until it has said that it is ready. Throws what it said when it ended instead. */
  ready(): Promise<void>;
  /** Settles with the exit code; null when it was killed. */
  exited: Promise<number | null>;
  signal(name: NodeJS.Signals): void;
  /** Stops it as Ctrl-C does and waits until it has gone. */
  stop(): Promise<number | null>;
};

/** A data folder in the system's place for such things, which every user may enter. */
export function temporaryDataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), "tally-installation-"));
  chmodSync(folder, 0o755);
  return join(folder, "data");
}

export function removeDataDir(dataDir: string): void {
  rmSync(join(dataDir, ".."), { recursive: true, force: true });
}

/** Runs the launcher as `npm start` does, on free ports, with a data folder and a build of its own. */
export async function launchInstallation(options: LaunchOptions = {}): Promise<Launched> {
  const dataDir = options.dataDir ?? temporaryDataDir();
  const [port, sandboxPort, objectStorePort] = await freePorts(3);
  const settings = {
    PORT: String(port),
    SANDBOX_PORT: String(sandboxPort),
    OBJECT_STORE_PORT: String(objectStorePort),
    TALLY_DATA_DIR: dataDir,
    NEXT_DIST_DIR: testBuildFolder,
    ...options.settings,
  };
  const script = options.script ?? "start.ts";
  const child = spawn(process.execPath, runTypeScript(join("scripts", script)), {
    cwd: projectRoot,
    env: { ...ambient(), ...settings },
    ...options.user,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let output = "";
  let tell: () => void = () => undefined;
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      options.onOutput?.(chunk.toString());
      tell();
    });
  }
  const exited = new Promise<number | null>((resolve) => {
    child.once("close", (code) => resolve(code));
  });
  const isReady = new Promise<boolean>((resolve) => {
    tell = () => output.includes(readyWords[script]) && resolve(true);
    void exited.then(() => resolve(false));
  });
  return {
    pid: child.pid ?? 0,
    dataDir,
    url: `http://localhost:${settings.PORT}`,
    settings,
    output: () => output,
    async ready() {
      if (!(await isReady)) throw new Error(`The installation did not start:\n${output}`);
    },
    exited,
    signal: (name) => void child.kill(name),
    async stop() {
      child.kill("SIGINT");
      return exited;
    },
  };
}

/** The environment without settings of whoever runs the tests, which would make them mean something else. */
function ambient(): NodeJS.ProcessEnv {
  const ours =
    /^(TALLY_|SANDBOX_|NEXT_|NEXTAUTH_|PORT$|HOST$|PUBLIC_URL$|DATABASE_URL$|OBJECT_STORE_PORT$|LOG_LEVEL$|PROXY_HOPS$|NODE_ENV$|VITEST)/;
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name))),
    NODE_ENV: "production",
  };
}
