import { once } from "node:events";
import { connect, createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { StartError } from "./say";

export type WantedPort = { setting: "PORT" | "SANDBOX_PORT" | "OBJECT_STORE_PORT"; port: number; what: string };

/** A process stopped a moment ago may still hold its port for this long. */
const patienceMs = 3000;

/**
 * Makes sure that every port can be had before anything is started.
 * @throws StartError naming the setting to change.
 */
export async function checkPorts(host: string, command: string, wanted: WantedPort[]): Promise<void> {
  for (const { setting, port, what } of wanted) {
    const problem = await findProblem(host, port);
    if (problem === "EADDRINUSE") {
      throw new StartError(
        `Port ${port}, wanted for ${what}, is used by another program. Stop that program, or choose another port: ${setting}=${port + 10} ${command}`,
      );
    }
    if (problem === "EACCES") {
      throw new StartError(
        `You may not listen on port ${port}. Choose one above 1023: ${setting}=${port + 3000} ${command}`,
      );
    }
    if (problem) {
      throw new StartError(
        `HOST: cannot listen on ${host} (${problem}). Use an address of this machine, such as 127.0.0.1.`,
      );
    }
  }
}

async function findProblem(host: string, port: number): Promise<string | undefined> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const problem = (await tryListening(host, port)) ?? (await answersElsewhere(host, port));
    if (problem !== "EADDRINUSE" || Date.now() > deadline) return problem;
    await wait(200);
  }
}

async function tryListening(host: string, port: number): Promise<string | undefined> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, "listening");
    server.close();
    await once(server, "close");
    return undefined;
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : "unknown";
  }
}

/** Browsers try `localhost` on ::1 first: a program that listens only there would be shown in our place. */
async function answersElsewhere(host: string, port: number): Promise<string | undefined> {
  if (host !== "127.0.0.1") return undefined;
  const socket = connect({ host: "::1", port, timeout: 300 });
  try {
    await Promise.race([
      once(socket, "connect"),
      once(socket, "timeout").then(() => Promise.reject(new Error("no answer"))),
    ]);
    return "EADDRINUSE";
  } catch {
    return undefined; // Refused, no answer or no IPv6: the port is ours.
  } finally {
    socket.destroy();
  }
}
