import { createServer, type Server } from "node:http";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { Hono } from "hono";

/** A server that listens. */
export type Listening = {
  /** Such as `http://127.0.0.1:3100`. */
  url: string;
  controlPath: string;
  /** Ends every connection at once. */
  close(): Promise<void>;
};

/** An app that is served, with what it takes from the connection. */
type App = Hono<{ Bindings: HttpBindings }>;

const controlPath = "/sandbox/v1";

/**
 * Serves the control API and, everywhere else, the Agora API. `pick` is asked for the app at every request, so that a
 * reset can put others in their place.
 * @throws Error with a sentence when the port is taken
 */
export async function listen(pick: (isControl: boolean) => App, host: string, port: number): Promise<Listening> {
  const front = new Hono<{ Bindings: HttpBindings }>();
  front.mount(controlPath, (request, bindings) => pick(true).fetch(request, bindings));
  front.all("*", (c) => pick(false).fetch(c.req.raw, c.env));
  const listener = getRequestListener(async (request, bindings) => {
    const response = await front.fetch(request, bindings);
    // Hono answers HEAD with a copy, which no longer says that the answer has been sent.
    return "headersSent" in bindings.outgoing && bindings.outgoing.headersSent ? RESPONSE_ALREADY_SENT : response;
  });
  // Clients may reuse a connection just as it times out here, and a POST is never sent twice: so keep them long.
  const server = createServer({ keepAliveTimeout: 65_000, maxHeaderSize: 64 * 1024 }, (request, response) => {
    void listener(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(explain(error, host, port)));
    server.listen(port, host, resolve);
  });
  return {
    url: `http://${hostForAddress(host)}:${portOf(server)}`,
    controlPath,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the sandbox is not listening");
  return address.port;
}

/** An address to call for an address that was listened on. */
function hostForAddress(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}

function explain(error: Error, host: string, port: number): Error {
  const isTaken = "code" in error && error.code === "EADDRINUSE";
  return new Error(
    isTaken
      ? `Port ${port} on ${host} is taken by another program. Stop it, or set SANDBOX_PORT to a free port.`
      : `The sandbox cannot listen on ${host} port ${port}: ${error.message}.`,
    { cause: error },
  );
}
