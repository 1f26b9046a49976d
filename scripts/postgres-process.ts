import { readFileSync } from "node:fs";
import { startEmbeddedPostgres } from "@/lib/db/embedded";
import { runPart } from "./launcher/report";

/**
 * Watches the embedded PostgreSQL in a process of its own, so that the database outlives everything that uses it and
 * still stops when the launcher is killed. Arguments: the folder of the cluster, the file that holds its password.
 */
const [folder = "", passwordFile = ""] = process.argv.slice(2);

await runPart(async () => {
  const server = await startEmbeddedPostgres({
    folder,
    password: readFileSync(passwordFile, "utf8").trim(),
    onLog: (text) => void process.stderr.write(text),
  });
  return {
    details: { url: server.url },
    stop: () => server.stop(),
    ended: server.exited,
  };
});
