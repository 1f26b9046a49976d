import { sentenceOf } from "../launcher/say";
import { type Shown, UsageError } from "./command";
import { commands } from "./commands";
import { Control, ControlError } from "./control";
import { explain, overview } from "./help";
import { Input } from "./input";

/** Where a command line runs: the data folder in which a sandbox is looked for, and where lines are printed. */
export type Terminal = {
  dataDir: () => string;
  out: (text: string) => void;
  err: (text: string) => void;
};

/**
 * Carries out one command line.
 * @returns the exit code: 2 for a command line that cannot be followed, 1 for everything else that went wrong.
 */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await follow(args, terminal);
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.err(`${error.message}\nnpm run sandbox:control -- --help lists the commands.`);
      return 2;
    }
    terminal.err(error instanceof ControlError ? error.message : sentenceOf(error));
    return 1;
  }
}

async function follow([name, ...rest]: readonly string[], { dataDir, out }: Terminal): Promise<number> {
  if (name === undefined || name === "help" || name === "--help") {
    out(overview());
    return 0;
  }
  const command = commands.find((one) => one.name === name);
  if (!command) throw new UsageError(`There is no command "${name}".`);
  const input = Input.read(command, rest);
  if (input.isSet("help")) {
    out(explain(command));
    return 0;
  }
  const isJson = input.isSet("json");
  const control = Control.find(dataDir(), input.text("url"));
  const show = (shown: Shown) => out(isJson ? JSON.stringify(shown.json) : shown.text);
  const { json, text, exitCode = 0 } = await command.run(control, input, show);
  out(isJson ? JSON.stringify(json, null, 2) : text);
  return exitCode;
}
