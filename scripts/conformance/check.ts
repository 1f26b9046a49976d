import type { Agora } from "./agora";
import type { Lab } from "./lab";

/** A claim of the contract and how to find out whether a server keeps it. */
type Claim<Subject> = {
  /** Where the claim stands, such as "2.13" (docs/contract.md says what each section covers). */
  section: string;
  /** A sentence, unique among all checks. */
  title: string;
  /** @throws Mismatch, or anything else, when the claim does not hold. */
  run(subject: Subject): Promise<void>;
};

/** May be run against a real account: it starts nothing that is billed and disturbs nobody. */
export type HarmlessCheck = Claim<Agora> & { isHarmless: true; isAlone?: false; needsBrowser?: false };

/** Needs a sandbox: it records, or changes the sandbox's world. */
export type SandboxCheck = Claim<Lab> & {
  isHarmless?: false;
  /** Moves the clock, sets switches or counts what the whole account does: it gets a sandbox as new for itself. */
  isAlone?: boolean;
  /** What it claims shows only where Chromium is installed: a card that stands in for a page is always ready. */
  needsBrowser?: boolean;
};

export type Check = HarmlessCheck | SandboxCheck;

/** Every check there is, in the order of the contract's chapters; `chapters/index.ts` fills it. */
export const registry: Check[] = [];

/** Adds a check. @throws Error when its title is taken: a report could not tell the two apart. */
export function check(claim: Check): void {
  if (registry.some(({ title }) => title === claim.title)) throw new Error(`Two checks are called "${claim.title}".`);
  registry.push(claim);
}
