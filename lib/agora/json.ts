/** Whether a value is an object with keys: not null, not a list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Nesting beyond this is refused: no documented body is a tenth as deep. */
const maxDepth = 64;

/** Why a text is not acceptable JSON. */
export class JsonError extends Error {
  override readonly name = "JsonError";
}

/**
 * Parses JSON that decides about recordings. Stricter than `JSON.parse`: a repeated key is an error, because two
 * readers may take different values of it, and so is hostile nesting.
 * @throws JsonError
 */
export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new JsonError("is not complete JSON", { cause });
  }
  checkKeys(text);
  return value;
}

/** One pass over text that `JSON.parse` has accepted, so that its grammar can be relied on. */
function checkKeys(text: string): void {
  const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;
  const open: (Set<string> | null)[] = [];
  let lastString: string | undefined;
  for (const [piece] of text.matchAll(token)) {
    if (piece === "{" || piece === "[") {
      open.push(piece === "{" ? new Set() : null);
      if (open.length > maxDepth) throw new JsonError(`is nested deeper than ${maxDepth} levels`);
    } else if (piece === "}" || piece === "]") {
      open.pop();
    } else if (piece === ":" && lastString !== undefined) {
      const keys = open.at(-1);
      const key = String(JSON.parse(lastString));
      if (keys?.has(key)) throw new JsonError(`holds the key ${JSON.stringify(key.slice(0, 64))} twice`);
      keys?.add(key);
    } else {
      lastString = piece;
    }
  }
}
