import { readSettings } from "./launcher/settings";
import { runCommandLine } from "./sandbox-control/command-line";

/** `npm run sandbox:control`: the control API of a running sandbox, from the command line. */

// A reader such as `head` may leave before the end.
process.stdout.on("error", () => process.exit(0));

process.exitCode = await runCommandLine(
  process.argv.slice(2).filter((word) => word !== "--dotenv"),
  { dataDir: () => readSettings().dataDir, out: console.log, err: console.error },
);
