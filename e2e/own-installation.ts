import { basename } from "node:path";
import { launchInstallation, removeDataDir, type Launched } from "../scripts/testing/installation";
import { descendantsOf, isAlive, type Process } from "../scripts/testing/process-tree";
import { Installation } from "./installation";
import { Sandbox } from "./sandbox";

/** The processes of an installation, each by words of its command line. */
const parts = {
  engine: "scripts/engine.ts",
  sandbox: "scripts/sandbox-process.ts",
  console: "next-server",
  database: "bin/postgres",
} as const;
export type Part = keyof typeof parts;

/** An installation that a test has for itself, to kill what it likes of it. */
export class OwnInstallation {
  private constructor(private launched: Launched) {}

  /** @param other an installation whose build is used as well */
  static async launchBeside(other: Installation): Promise<OwnInstallation> {
    const launched = await launchInstallation({
      settings: { SANDBOX_SLICE_SECONDS: "2", NEXT_DIST_DIR: basename(other.buildDir) },
    });
    await launched.ready();
    return new OwnInstallation(launched);
  }

  get url(): string {
    return this.launched.url;
  }

  get files(): Installation {
    return new Installation(this.launched.dataDir, "no build of its own");
  }

  get sandbox(): Sandbox {
    return new Sandbox(this.files);
  }

  /** Kills a part that the launcher starts again, and waits until it has. */
  async killAndAwaitSuccessor(part: Part): Promise<void> {
    const victim = this.find(part);
    process.kill(victim.pid, "SIGKILL");
    await until(() => this.processes(part).some(({ pid }) => pid !== victim.pid), `a new ${part}`);
    await until(() => this.isSandboxUp(), "an answer of the sandbox");
  }

  /** Kills a part without which the launcher stops everything, and starts anew on the same data and ports. */
  async killAndRestart(part: Part): Promise<void> {
    process.kill(this.find(part).pid, "SIGKILL");
    await this.launched.exited;
    await this.restart();
  }

  /** Kills the launcher itself; what it started has to end by itself. Then starts anew on the same data and ports. */
  async killLauncherAndRestart(): Promise<void> {
    const children = descendantsOf(this.launched.pid);
    this.launched.signal("SIGKILL");
    await until(() => !children.some(({ pid }) => isAlive(pid)), "an end of what the launcher had started");
    await this.restart();
  }

  async remove(): Promise<void> {
    await this.launched.stop();
    removeDataDir(this.launched.dataDir);
  }

  private async isSandboxUp(): Promise<boolean> {
    try {
      await this.sandbox.ask("GET", "/info");
      return true;
    } catch {
      return false; // Not listening yet.
    }
  }

  private async restart(): Promise<void> {
    const { dataDir, settings } = this.launched;
    this.launched = await launchInstallation({ dataDir, settings });
    await this.launched.ready();
  }

  private find(part: Part): Process {
    const [found] = this.processes(part);
    if (!found) throw new Error(`No ${part} runs:\n${this.launched.output()}`);
    return found;
  }

  private processes(part: Part): Process[] {
    return descendantsOf(this.launched.pid).filter(({ command }) => command.includes(parts[part]));
  }
}

async function until(isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`There was no ${what} within 30 s.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
