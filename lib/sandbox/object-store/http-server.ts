import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { RequestHandler } from "./request-handler";

/** Requests in flight may end for this long after the store was told to close. */
const closeGraceMs = 3000;

/**
 * Listens with one handler for all requests.
 * @throws Error with a sentence when the port is taken
 */
export async function listen(handler: RequestHandler, host: string, port: number): Promise<Server> {
  const server = createServer({
    // Presigned addresses with session tokens are long.
    maxHeaderSize: 64 * 1024,
    // Connections are kept longer than clients keep them, so that none is closed just as it is used again.
    keepAliveTimeout: 65_000,
    requestTimeout: 60 * 60_000,
  });
  const answer = (waits: boolean) => (request: IncomingMessage, response: ServerResponse) => {
    // A connection that becomes idle after closing began would keep the server open until its client lets go.
    response.once("close", () => server.listening || setImmediate(() => server.closeIdleConnections()));
    void handler.handle(request, response, waits);
  };
  server.on("request", answer(false));
  server.on("checkContinue", answer(true));
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(explain(error, host, port)));
    server.listen(port, host, resolve);
  });
  return server;
}

export function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the object store is not listening");
  return (address satisfies AddressInfo).port;
}

/** Stops listening; requests in flight get a moment to end. */
export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), closeGraceMs);
  await closed;
  clearTimeout(timer);
}

function explain(error: Error, host: string, port: number): Error {
  const isTaken = "code" in error && error.code === "EADDRINUSE";
  return new Error(
    isTaken
      ? `Port ${port} on ${host} is taken by another program. Stop it, or set OBJECT_STORE_PORT to a free port.`
      : `The object store cannot listen on ${host} port ${port}: ${error.message}.`,
    { cause: error },
  );
}
