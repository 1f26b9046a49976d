import { parseArgs } from "node:util";
import { type Command, type Flag, UsageError } from "./command";
import { type Unit, milliseconds } from "./duration";

/** Flags that every command has. */
export const commonFlags: Record<string, Flag> = {
  url: { takes: "address", about: "the sandbox's address, in place of the one in sandbox.json" },
  json: { about: "print the control API's answer as JSON" },
  help: { about: "explain the command" },
};

/** What was typed after a command's name. */
export class Input {
  readonly #words: readonly string[];
  readonly #values: Readonly<Record<string, unknown>>;
  /** Names of the command's words, in their order. */
  readonly #names: readonly string[];

  private constructor(words: readonly string[], values: Record<string, unknown>, names: readonly string[]) {
    this.#words = words;
    this.#values = values;
    this.#names = names;
  }

  /** @throws UsageError for an unknown flag, or for words that are missing or too many */
  static read(command: Command, args: string[]): Input {
    const flags = { ...command.flags, ...commonFlags };
    const { values, positionals } = parse(command, args, flags);
    const takes = command.takes?.match(/[<[][^>\]]+[>\]]/g) ?? [];
    const missing = takes.find((one, at) => one.startsWith("<") && positionals[at] === undefined);
    if (missing && values.help !== true) throw new UsageError(`${command.name} needs ${missing}.`);
    const extra = takes.at(-1)?.includes("…") ? undefined : positionals[takes.length];
    if (extra !== undefined) throw new UsageError(`${command.name} does not know what to do with "${extra}".`);
    return new Input(
      positionals,
      values,
      takes.map((one) => one.replace(/[<>[\]…]/g, "")),
    );
  }

  /** A word, by the name it has in the help; undefined for an optional one that was not typed. */
  word(name: string): string | undefined {
    return this.#words[this.#names.indexOf(name)];
  }

  /** A word that must be there. */
  needed(name: string): string {
    const word = this.word(name);
    if (word === undefined) throw new UsageError(`<${name}> is missing.`);
    return word;
  }

  /** Every word from the named one on. */
  all(name: string): readonly string[] {
    return this.#words.slice(this.#names.indexOf(name));
  }

  isSet(flag: string): boolean {
    return this.#values[flag] !== undefined;
  }

  text(flag: string): string | undefined {
    const value = this.#values[flag];
    return typeof value === "string" ? value : undefined;
  }

  number(flag: string): number | undefined {
    const text = this.text(flag);
    if (text === undefined) return undefined;
    const number = Number(text);
    if (text.trim() === "" || !Number.isFinite(number))
      throw new UsageError(`--${flag} must be a number, not "${text}".`);
    return number;
  }

  /** Milliseconds of a flag such as `90s` or `5m`; a number without a unit counts as so many of `unit`. */
  durationMs(flag: string, unit: Unit): number | undefined {
    const text = this.text(flag);
    return text === undefined ? undefined : milliseconds(text, unit);
  }

  /** A JSON object. */
  object(flag: string): Record<string, unknown> | undefined {
    const text = this.text(flag);
    if (text === undefined) return undefined;
    try {
      const value: unknown = JSON.parse(text);
      if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    } catch {
      // Said below, as for a text that is JSON but no object.
    }
    throw new UsageError(`--${flag} must be a JSON object, not ${text}`);
  }
}

function parse(command: Command, args: string[], flags: Record<string, Flag>) {
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, { takes }]) => [
      name,
      { type: takes ? ("string" as const) : ("boolean" as const) },
    ]),
  );
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    const [sentence] = error instanceof Error ? error.message.split(". ") : [String(error)];
    throw new UsageError(`${command.name}: ${sentence?.replace(/\.$/, "")}.`, { cause: error });
  }
}
