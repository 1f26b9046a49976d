import { Client } from "pg";
import type { Logger } from "../logger";

export type Listener = { close(): Promise<void> };

const reconnectMs = 1_000;
/** A connection that is dead without saying so, such as one behind a router that restarted, is found within this. */
const probeMs = 10_000;
const answerWithinMs = 5_000;

/**
 * Hears PostgreSQL's notices on a connection of its own, and connects again when it breaks. What is sent meanwhile is
 * lost, so whoever listens must also look by itself now and then; `onNotice` is called for every channel after each
 * (re)connection with an empty payload, to look at once. `onBroken` is called when nothing is heard any more.
 */
export function listen(options: {
  databaseUrl: string;
  channels: readonly string[];
  onNotice: (channel: string, payload: string) => void;
  onBroken?: () => void;
  logger: Logger;
  /** How the connection shows among the server's. */
  name?: string;
}): Listener {
  const { databaseUrl, channels, onNotice, onBroken, logger, name = "tally-listen" } = options;
  let client: Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  async function connect(): Promise<void> {
    const next = new Client({
      connectionString: databaseUrl,
      application_name: name,
      keepAlive: true,
      query_timeout: answerWithinMs,
    });
    client = next;
    const fail = (why: unknown) => {
      if (isClosed || client !== next) return;
      client = undefined;
      clearTimeout(timer);
      next.removeAllListeners("notification");
      next.end().catch(() => undefined);
      logger.warn({ err: why }, "the connection for notices broke; connecting again");
      onBroken?.();
      timer = setTimeout(() => void connect(), reconnectMs);
    };
    const probe = () => {
      next.query("select 1").then(() => {
        if (client === next && !isClosed) timer = setTimeout(probe, probeMs);
      }, fail);
    };
    next.on("error", fail);
    next.on("end", () => fail(new Error("the server closed the connection")));
    next.on("notification", ({ channel, payload }) => onNotice(channel, payload ?? ""));
    try {
      await next.connect();
      for (const channel of channels) await next.query(`listen ${next.escapeIdentifier(channel)}`);
      if (isClosed) return;
      for (const channel of channels) onNotice(channel, "");
      timer = setTimeout(probe, probeMs);
    } catch (error) {
      fail(error);
    }
  }

  void connect();
  return {
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}
