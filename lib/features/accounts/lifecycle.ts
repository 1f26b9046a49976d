import { commonPasswords, passwordLength, signInLimits } from "./constants";

/** What sign-in looks up: one account per address however it is spelled. NFKC folds look-alike widths and ligatures. */
export function emailKey(email: string): string {
  return email.trim().normalize("NFKC").toLowerCase();
}

/**
 * Why a password may not be used, as a sentence, or null. Length and what guessing tries first; no rules about kinds of
 * characters. `words` are things an attacker knows: name, address, product.
 */
export function passwordFault(password: string, words: readonly string[]): string | null {
  if (password.length < passwordLength.min) return `Must be at least ${passwordLength.min} characters.`;
  if (password.length > passwordLength.max) return `Must be at most ${passwordLength.max} characters.`;
  const lower = password.normalize("NFKC").toLowerCase();
  const stem = lower.replace(/[^\p{L}]+$/u, "");
  if (commonPasswords.has(lower) || commonPasswords.has(stem))
    return "This is one of the passwords that are tried first.";
  if (isRun(lower) || new Set(lower).size <= 2) return "This is a row of repeated or neighbouring characters.";
  const known = words.flatMap((word) => word.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((word) => word.length >= 4);
  if (known.some((word) => stem === word || stem === word + word))
    return "This is made of your name, address or the product.";
  return null;
}

/** Whether every character is the neighbour of the one before it, in one direction (abcdefgh, 87654321). */
function isRun(text: string): boolean {
  const steps = new Set<number>();
  for (let index = 1; index < text.length; index += 1) steps.add(text.charCodeAt(index) - text.charCodeAt(index - 1));
  const [step] = steps;
  return steps.size === 1 && step !== undefined && Math.abs(step) <= 1;
}

/**
 * How long an account has to wait after its newest failure, in milliseconds: nothing for the first five, then one
 * minute, doubling up to an hour. There is no lock: the right password works again once the wait is over.
 */
export function accountWaitMs(failures: number): number {
  const { accountFailures, firstWaitMs, longestWaitMs } = signInLimits;
  if (failures < accountFailures) return 0;
  return Math.min(firstWaitMs * 2 ** Math.min(failures - accountFailures, 20), longestWaitMs);
}

/**
 * The network an address belongs to: /24 for IPv4, /64 for IPv6, whose users hold that many addresses each. Null for
 * this machine and for no address at all: behind an undeclared proxy everyone would share one count.
 */
export function networkKey(address: string | null): string | null {
  if (address === null) return null;
  const v4 = /^(?:::ffff:)?(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.\d{1,3}$/i.exec(address);
  if (v4) return v4[1] === "127" ? null : `${v4[1]}.${v4[2]}.${v4[3]}.0/24`;
  if (!address.includes(":") || address === "::1") return null;
  return `${expandedGroups(address).slice(0, 4).join(":")}::/64`;
}

function expandedGroups(address: string): string[] {
  const plain = address.split("%")[0] ?? "";
  const [head = "", tail] = plain.split("::");
  const first = groups(head);
  const last = tail === undefined ? [] : groups(tail);
  const zeros = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => "0");
  return [...first, ...(tail === undefined ? [] : zeros), ...last].map((group) =>
    group.toLowerCase().replace(/^0+(?=.)/, ""),
  );
}

function groups(part: string): string[] {
  return part.split(":").filter((group) => group !== "");
}
