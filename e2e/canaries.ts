import { randomBytes } from "node:crypto";

/** A secret that occurs nowhere by chance. Letters and digits only, which no encoding of text changes. */
export function canary(): string {
  return randomBytes(16).toString("hex");
}

/** A secret in every form in which it could be found again: as it is, in hexadecimal, and inside any base64. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const inBase64 = [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64");
    // What stands beside it changes the first and last characters, which are left out.
    return encoded.slice(offset === 0 ? 0 : 4, -4);
  });
  const urlSafe = inBase64.map((text) => text.replaceAll("+", "-").replaceAll("/", "_"));
  const plain = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
  return [...new Set([...plain, bytes.toString("hex"), ...inBase64, ...urlSafe])];
}

/** Looks for secrets in texts. */
export class SecretSearch {
  readonly #needles: { name: string; form: string }[];
  readonly #found: string[] = [];
  #searched = 0;

  constructor(secrets: Record<string, string>) {
    this.#needles = Object.entries(secrets).flatMap(([name, secret]) =>
      formsOf(secret).map((form) => ({ name, form })),
    );
  }

  /** @param place what is named when something is found */
  look(place: string, text: string): void {
    this.#searched += text.length;
    const lower = text.toLowerCase();
    for (const { name, form } of this.#needles) {
      if (text.includes(form) || lower.includes(form.toLowerCase())) this.#found.push(`${name} in ${place}`);
    }
  }

  /** Everything that was found, each once. */
  found(): string[] {
    return [...new Set(this.#found)];
  }

  /** How many characters were looked at. */
  get searched(): number {
    return this.#searched;
  }
}
