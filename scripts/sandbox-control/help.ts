import { type Command, type Flag } from "./command";
import { groups } from "./commands";
import { commonFlags } from "./input";

const program = "npm run sandbox:control --";

/** The list of all commands. */
export function overview(): string {
  const usages = Object.values(groups).flat().map(usage);
  const width = Math.max(...usages.map(({ length }) => length));
  return [
    "Changes the world of a running sandbox (docs/sandbox-control-api.md).",
    "",
    `${program} <command> [flags]`,
    ...Object.entries(groups).flatMap(([title, commands]) => [
      "",
      title,
      ...commands.map((command) => `  ${usage(command).padEnd(width)}  ${command.about}`),
    ]),
    "",
    "Every command",
    ...flagLines(commonFlags),
  ].join("\n");
}

/** One command, with its flags and examples. */
export function explain(command: Command): string {
  const flags = { ...command.flags, ...commonFlags };
  return [
    command.about,
    "",
    `${program} ${usage(command)}`,
    "",
    ...flagLines(flags),
    "",
    "For example",
    ...command.examples.map((example) => `  ${program} ${example}`),
  ].join("\n");
}

function usage({ name, takes }: Command): string {
  return takes === undefined ? name : `${name} ${takes}`;
}

function flagLines(flags: Record<string, Flag>): string[] {
  const names = Object.entries(flags).map(
    ([name, { takes }]) => `--${name}${takes === undefined ? "" : ` <${takes}>`}`,
  );
  const width = Math.max(...names.map(({ length }) => length));
  return Object.values(flags).map(({ about }, at) => `  ${(names[at] ?? "").padEnd(width)}  ${about}`);
}
