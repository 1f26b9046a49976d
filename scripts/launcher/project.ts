import { join, resolve } from "node:path";

/** The folder of the repository: where Next, tsx and the migrations are found. */
export const projectRoot = resolve(import.meta.dirname, "..", "..");

export const nextProgram = join(projectRoot, "node_modules", "next", "dist", "bin", "next");

/** Marks a part that the launcher starts itself, with settings it has made or checked. */
export const launchedFlag = "--launched";

/** Arguments for node to run one of our TypeScript files; modules marked `server-only` load under this condition. */
export const runTypeScript = (file: string, ...args: string[]) => [
  "--conditions=react-server",
  "--import",
  "tsx",
  join(projectRoot, file),
  ...args,
];
