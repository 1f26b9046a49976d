import { spawnSync } from "node:child_process";
import { programOf } from "./checks/steps";
import { projectRoot } from "./launcher/project";

/** A fresh clone lacks what Next generates (`next-env.d.ts`, the types of routes), so that comes first. */
for (const args of [
  [programOf("next"), "typegen"],
  [programOf("typescript", "tsc"), "--noEmit"],
]) {
  const { status } = spawnSync(process.execPath, args, { cwd: projectRoot, stdio: "inherit" });
  if (status !== 0) {
    process.exitCode = 1;
    break;
  }
}
