import { setTimeout as wait } from "node:timers/promises";
import type { Env } from "@/lib/env";
import type { Child } from "./child";
import { StartError } from "./say";

/**
 * Waits until the console answers `/api/health` with 200.
 * @throws StartError when it ends before that, or is not well within the time.
 */
export async function waitUntilHealthy(address: string, child: Child, withinMs: number): Promise<void> {
  let isGone = false;
  void child.exited.then(() => {
    isGone = true;
  });
  const deadline = Date.now() + withinMs;
  let last = "no answer";
  while (!isGone && Date.now() < deadline) {
    try {
      const answer = await fetch(`${address}/api/health`, { signal: AbortSignal.timeout(10_000) });
      if (answer.ok) return;
      last = `status ${answer.status}: ${(await answer.text()).slice(0, 200)}`;
    } catch {
      // Not listening yet: asked again below.
    }
    await wait(100);
  }
  throw new StartError(isGone ? "The console ended while starting." : `The console is not well (${last}).`);
}

/** Where the console is reached from this machine, whatever name operators use. */
export function localAddress({ host, port }: Env): string {
  if (host === "0.0.0.0" || host === "::") return `http://127.0.0.1:${port}`;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
