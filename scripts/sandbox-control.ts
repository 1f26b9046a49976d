import { sentenceOf } from "./launcher/say";
import { readSettings } from "./launcher/settings";
import { type Shown, UsageError } from "./sandbox-control/command";
import { commands } from "./sandbox-control/commands";
import { Control, ControlError } from "./sandbox-control/control";
import { explain, overview } from "./sandbox-control/help";
import { Input } from "./sandbox-control/input";

/** `npm run sandbox:control`: the control API of a running sandbox, from the command line. */
async function main(args: string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "help" || name === "--help") {
    console.log(overview());
    return 0;
  }
  const command = commands.find((one) => one.name === name);
  if (!command) throw new UsageError(`There is no command "${name}".`);
  const input = Input.read(command, rest);
  if (input.isSet("help")) {
    console.log(explain(command));
    return 0;
  }
  const isJson = input.isSet("json");
  const control = Control.find(readSettings().dataDir, input.text("url"));
  const follow = (shown: Shown) => console.log(isJson ? JSON.stringify(shown.json) : shown.text);
  const { json, text, exitCode = 0 } = await command.run(control, input, follow);
  console.log(isJson ? JSON.stringify(json, null, 2) : text);
  return exitCode;
}

/** 2 for a command line that cannot be followed, 1 for everything else that went wrong. */
function complain(error: unknown): number {
  if (error instanceof UsageError) {
    console.error(`${error.message}\nnpm run sandbox:control -- --help lists the commands.`);
    return 2;
  }
  console.error(error instanceof ControlError ? error.message : sentenceOf(error));
  return 1;
}

// A reader such as `head` may leave before the end.
process.stdout.on("error", () => process.exit(0));

try {
  process.exitCode = await main(process.argv.slice(2).filter((word) => word !== "--dotenv"));
} catch (error) {
  process.exitCode = complain(error);
}
