import type { Control } from "./control";
import type { Input } from "./input";

/** A flag of a command. `takes` names its value in the help; without it the flag is a switch. */
export type Flag = { takes?: string; about: string };

/** What a command prints: the answer itself for `--json`, and the same for people. */
export type Shown = {
  json: unknown;
  text: string;
  /** The program's exit code; 0 unless given. */
  exitCode?: number;
};

/** One command of the client; the list of them is the only source of its help. */
export type Command = {
  name: string;
  /** The words after the name: `<needed>`, `[optional]`, `[any number…]`. */
  takes?: string;
  about: string;
  flags?: Record<string, Flag>;
  /** Command lines that work on a new sandbox, without the program's name. */
  examples: string[];
  /** `print` shows something before the end. @throws UsageError, ControlError */
  run(control: Control, input: Input, print: (shown: Shown) => void): Promise<Shown>;
};

/** A command line that cannot be followed; its sentence is for whoever typed it. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
