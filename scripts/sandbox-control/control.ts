import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { sandboxDetails } from "../sandbox-details";

/** The sandbox could not be asked, or has refused; the sentence says what to do. */
export class ControlError extends Error {
  override readonly name = "ControlError";
}

type Json = Record<string, unknown>;

/** The control API of one sandbox (docs/sandbox-control-api.md). */
export class Control {
  readonly url: string;
  readonly #authorization: string | undefined;

  private constructor(url: string, authorization: string | undefined) {
    this.url = url;
    this.#authorization = authorization;
  }

  /**
   * The sandbox at an address, else the one that runs on a data folder. The credentials in the folder's `sandbox.json`,
   * which a sandbox for other machines asks for, go to that sandbox alone.
   * @throws ControlError when there is none
   */
  static find(dataDir: string, address: string | undefined): Control {
    const file = join(resolve(dataDir), "sandbox.json");
    const known = readDetails(file);
    const url = address === undefined ? known?.controlUrl : controlAddress(address);
    if (url === undefined) {
      throw new ControlError(
        `No sandbox runs here: there is no ${file}. Start one with npm run sandbox, or give its address with --url.`,
      );
    }
    if (known === undefined || new URL(url).origin !== new URL(known.controlUrl).origin)
      return new Control(url, undefined);
    const pair = Buffer.from(`${known.customerId}:${known.customerSecret}`).toString("base64");
    return new Control(url, `Basic ${pair}`);
  }

  /** One call; an answer without a body is null. @throws ControlError with the control API's own sentence */
  async call(method: string, path: string, body?: unknown): Promise<Json | null> {
    const response = await this.#fetch(method, path, body);
    const answer = readObject(await response.text());
    if (response.ok) return answer;
    if (response.status === 401) {
      throw new ControlError(`The sandbox at ${this.url} asks for credentials, and sandbox.json has none for it.`);
    }
    const said = typeof answer?.error === "string" ? answer.error : `The sandbox answered ${response.status}.`;
    throw new ControlError(said);
  }

  /** One call whose answer has a body. */
  async get(path: string): Promise<Json> {
    return (await this.call("GET", path)) ?? {};
  }

  async #fetch(method: string, path: string, body: unknown): Promise<Response> {
    try {
      return await fetch(`${this.url}/${path}`, {
        method,
        headers: {
          ...(this.#authorization ? { authorization: this.#authorization } : {}),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch (cause) {
      throw new ControlError(`Nothing answers at ${this.url}. Is the sandbox running? npm run sandbox starts one.`, {
        cause,
      });
    }
  }
}

/** The control API below a sandbox's address, or that address itself. */
function controlAddress(given: string): string {
  const text = given.includes("://") ? given : `http://${given}`;
  if (!URL.canParse(text)) throw new ControlError(`${given} is no address. Write it as http://127.0.0.1:3100.`);
  const { origin, pathname } = new URL(text);
  const path = pathname.replace(/\/+$/, "");
  return `${origin}${path === "" ? "/sandbox/v1" : path}`;
}

function readDetails(file: string) {
  if (!existsSync(file)) return undefined;
  try {
    return sandboxDetails.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (cause) {
    throw new ControlError(`${file} cannot be read. Restart the sandbox, which writes it anew.`, { cause });
  }
}

function readObject(text: string): Json | null {
  if (text === "") return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Json) : null;
  } catch (cause) {
    throw new ControlError("What answers there is not a sandbox's control API.", { cause });
  }
}
