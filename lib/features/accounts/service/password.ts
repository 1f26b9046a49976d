import "server-only";
import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { TallyError } from "@/lib/errors";

/** argon2id (the library's default), 64 MiB, three passes: 60 to 100 ms of a core. */
const cost = { memoryCost: 64 * 1024, timeCost: 3, parallelism: 1 } as const;

/** Hashes at once: sign-ins must not take the threads and the memory that everything else needs. */
const atOnce = 2;
const longestQueue = 40;
let running = 0;
const waiting: (() => void)[] = [];

/** A PHC string for `users.password_hash`. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, cost));
}

/**
 * Whether the password is the one of the hash. Without a hash (no such account) it does the same work and says no, so
 * that the time of an answer does not tell which accounts exist.
 */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const against = passwordHash ?? (await unknownAccountHash());
  const isRight = await inTurn(() => verify(against, password));
  return isRight && passwordHash !== null;
}

let unknownAccount: Promise<string> | undefined;
function unknownAccountHash(): Promise<string> {
  unknownAccount ??= hashPassword(randomBytes(32).toString("base64"));
  return unknownAccount;
}

/** @throws TallyError UNAVAILABLE when too many wait already. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) {
    if (waiting.length >= longestQueue) {
      throw new TallyError("UNAVAILABLE", "Too many people sign in at this moment. Try again.", { retryable: true });
    }
    await new Promise<void>((resolve) => waiting.push(resolve)); // The one who finishes hands its place over.
  } else {
    running += 1;
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
