import { startSandbox } from "./main";
import type { SandboxOptions } from "./options";

/** For tests: a sandbox that can be killed. Its options come as an argument, its details leave as one line. */
const sandbox = await startSandbox(JSON.parse(process.argv[2] ?? "{}") as SandboxOptions);
process.stdout.write(`${JSON.stringify(sandbox)}\n`);
