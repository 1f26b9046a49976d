import type { ChildProcess } from "node:child_process";

const mostKept = 64_000;

/** What a PostgreSQL writes on its standard error: read to the end, for a full pipe would stop the server. */
export class ServerLog {
  readonly #ready: Promise<boolean>;
  #text = "";
  #forward: ((text: string) => void) | undefined;

  constructor(server: ChildProcess) {
    this.#ready = new Promise((resolve) => {
      server.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
        this.#text = `${this.#text}${chunk}`.slice(-mostKept);
        this.#forward?.(chunk);
        if (this.#text.includes("ready to accept connections")) resolve(true);
      });
      server.on("error", (error) => {
        this.#text += error.message;
        resolve(false);
      });
    });
  }

  /** The end of what was written, at most 64,000 characters. */
  get text(): string {
    return this.#text;
  }

  /** True once the server accepts connections, false when it ended before. */
  untilReady(exited: Promise<unknown>): Promise<boolean> {
    return Promise.race([this.#ready, exited.then(() => false)]);
  }

  /** Begins anew: what was written before the server was ready says nothing about its end. */
  forwardTo(receive: ((text: string) => void) | undefined): void {
    this.#text = "";
    this.#forward = receive;
  }
}
