import { watch } from "node:fs";
import { join } from "node:path";
import type { Restartable } from "./crew";
import { projectRoot } from "./project";
import { say } from "./say";

/** An editor writes a file in several steps, and a branch switch changes many. */
const settleMs = 300;

/** In development the console reloads by itself; sandbox and engine are started again when `lib` changes. */
export function restartOnChange(parts: Restartable[]): void {
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  watch(join(projectRoot, "lib"), { recursive: true }, (_event, file) => {
    if (!file?.endsWith(".ts") || file.endsWith(".test.ts")) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(async () => {
        say(`lib/${file} has changed: sandbox and engine are started again.`);
        for (const part of parts) await part.restart().catch(() => undefined); // Its log says why; the next change tries again.
      });
    }, settleMs);
  });
}
