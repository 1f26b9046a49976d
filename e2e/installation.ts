import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

export type Credentials = { email: string; password: string };

/** The files of an installation: what it writes for scripts, its logs, and the build it runs. */
export class Installation {
  constructor(
    readonly dataDir: string,
    readonly buildDir: string,
  ) {}

  /** The installation that `npm run e2e` started. @throws Error when the tests were started in another way */
  static underTest(): Installation {
    const { TALLY_DATA_DIR, TALLY_BUILD_DIR } = process.env;
    if (!TALLY_DATA_DIR || !TALLY_BUILD_DIR) throw new Error("Start the browser tests with: npm run e2e");
    return new Installation(TALLY_DATA_DIR, TALLY_BUILD_DIR);
  }

  /** The first admin, as the launcher printed it. */
  firstAdmin(): Credentials {
    const { adminEmail } = this.json("console.json") as { adminEmail: string };
    return { email: adminEmail, password: this.text("first-admin.txt").trim() };
  }

  /** A file of the data folder. */
  text(name: string): string {
    return readFileSync(join(this.dataDir, name), "utf8");
  }

  /** A JSON file of the data folder; its shape is tested where it is written. */
  json(name: string): unknown {
    return JSON.parse(this.text(name));
  }

  /** Everything that its processes have logged so far, by file. */
  logs(): Map<string, string> {
    const names = readdirSync(join(this.dataDir, "logs"));
    return new Map(names.map((name) => [name, this.text(join("logs", name))]));
  }

  /** Addresses that the build answers, with their parameters in brackets: `/recordings/[recordingId]`. */
  routes(): { pages: string[]; apis: string[] } {
    const paths = Object.values(this.built("app-path-routes-manifest.json") as Record<string, string>);
    const own = paths.filter((path) => !path.startsWith("/_") && !path.includes("."));
    return {
      pages: own.filter((path) => !path.startsWith("/api/")),
      apis: own.filter((path) => path.startsWith("/api/")),
    };
  }

  /** Every server action of the build. */
  actions(): { id: string; name: string; page: string }[] {
    type Action = { exportedName: string; workers: Record<string, unknown> };
    const { node } = this.built(join("server", "server-reference-manifest.json")) as { node: Record<string, Action> };
    return Object.entries(node).map(([id, { exportedName, workers }]) => {
      const [worker = ""] = Object.keys(workers).filter((page) => !page.includes("["));
      const page = worker
        .replace(/^app/, "")
        .replace(/\/\([^)]+\)/g, "")
        .replace(/\/page$/, "");
      return { id, name: exportedName, page: page || "/" };
    });
  }

  /** A file that Next writes when it builds; its shape is Next's own. */
  private built(name: string): unknown {
    return JSON.parse(readFileSync(join(this.buildDir, name), "utf8"));
  }
}
