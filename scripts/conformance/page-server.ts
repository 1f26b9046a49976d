import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A body, its type and its status. */
type Resource = { body: string | Buffer; type?: string; status?: number };

/** Green, so that a recording of it can be told from anything else. */
const page = (script: string) =>
  `<!doctype html><style>body{margin:0;background:rgb(0,160,80)}</style><script>${script}</script>`;

/** What a web page recording opens: pages that are ready, silent or broken, and pictures that a check puts there. */
export class PageServer {
  readonly #resources = new Map<string, Resource>([
    ["/plain", { body: page("") }],
    ["/ready", { body: page("navigator.notifyReady()") }],
    ["/broken", { body: "broken", status: 500 }],
  ]);
  readonly #server = createServer((request, response) => {
    const { body = "", type = "text/html", status = 200 } = this.#resources.get(request.url ?? "") ?? { status: 404 };
    response.writeHead(status, { "content-type": type }).end(body);
  });

  static async start(): Promise<PageServer> {
    const pages = new PageServer();
    await new Promise<void>((resolve) => pages.#server.listen(0, "127.0.0.1", resolve));
    return pages;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Puts a JPEG there and returns its address. */
  addPicture(name: string, jpeg: Buffer): string {
    this.#resources.set(`/${name}.jpg`, { body: jpeg, type: "image/jpeg" });
    return `${this.url}/${name}.jpg`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
