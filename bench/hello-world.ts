import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nextProgram, projectRoot } from "../scripts/launcher/project";
import { freePorts } from "../scripts/testing/free-ports";

/** The least Next can be: what a page costs before it does anything. Built and served with the very same Next. */
export function serveHelloWorld(): Promise<Served> {
  return serveApp("hello-world", { "page.jsx": `export default function Page() {\n  return <h1>Hello</h1>;\n}\n` });
}

export type Served = { url: string; stop(): void };

/** Builds and serves a small app of these files, with the packages and the Next of the repository. */
export async function serveApp(name: string, files: Record<string, string>): Promise<Served> {
  // Below the repository, so that it finds the same packages; in a dot folder, so that nothing else finds it.
  const folder = join(projectRoot, `.next-${name}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "app"), { recursive: true });
  writeFileSync(join(folder, "package.json"), `{"name":"${name}","private":true}\n`);
  writeFileSync(
    join(folder, "app", "layout.jsx"),
    `export default function Layout({ children }) {\n  return <html><body>{children}</body></html>;\n}\n`,
  );
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, "app", file), text);
  const env: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
  };
  const built = spawnSync(process.execPath, [nextProgram, "build", folder], { env, encoding: "utf8" });
  if (built.status !== 0) throw new Error(`The ${name} could not be built:\n${built.stdout}${built.stderr}`);

  const [port] = await freePorts(1);
  const server = spawn(process.execPath, [nextProgram, "start", folder, "-H", "127.0.0.1", "-p", String(port)], {
    env,
    stdio: "ignore",
  });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries++) {
    const isUp = await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isUp) break;
    if (tries > 300 || server.exitCode !== null) throw new Error(`The ${name} did not start.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    url,
    stop() {
      server.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
