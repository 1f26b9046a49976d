import type { Outcome } from "./run";
import { sections } from "./sections";

/** The outcomes as a table by section, the failures in full, what was `leftOut`, and the count. `secrets` are blanked out. */
export function report(outcomes: readonly Outcome[], leftOut: string | null, secrets: readonly string[] = []): string {
  const failures = outcomes.filter(({ failure }) => failure !== null);
  const text = [
    row("Section", "Checks", "Passed", "Failed"),
    ...bySection(outcomes).map(([section, ones]) => {
      const failed = ones.filter(({ failure }) => failure !== null).length;
      return row(`${section.padEnd(14)}${sections[section] ?? ""}`, ones.length, ones.length - failed, failed);
    }),
    ...failures.flatMap(({ check, failure }) => [
      "",
      `FAILED  §${check.section}  ${check.title}`,
      `  expected  ${failure?.expected}`,
      `  got       ${failure?.got}`,
    ]),
    "",
    ...(leftOut === null ? [] : [leftOut]),
    `${outcomes.length - failures.length} passed, ${failures.length} failed`,
  ].join("\n");
  return secrets.reduce((safe, secret) => (secret === "" ? safe : safe.replaceAll(secret, "[secret]")), text);
}

function row(name: string, ...numbers: (string | number)[]): string {
  return name.padEnd(48) + numbers.map((number) => String(number).padStart(8)).join("");
}

function bySection(outcomes: readonly Outcome[]): [string, Outcome[]][] {
  const groups = Map.groupBy(outcomes, ({ check }) => check.section);
  const order = Object.keys(sections);
  return [...groups].toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b));
}
