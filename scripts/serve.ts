import { build, isBuilt } from "./launcher/build";
import { Crew } from "./launcher/crew";
import type { Wiring } from "./launcher/environment";
import { localAddress, waitUntilHealthy } from "./launcher/health";
import { describeParts, prepared } from "./launcher/parts";
import { checkPorts } from "./launcher/ports";
import { requireProduction } from "./launcher/production";
import { complain, say, sentenceOf } from "./launcher/say";
import { readSettings } from "./launcher/settings";

/**
 * `npm run serve`: console and engine for other people to use. The database is a server of yours, there is no sandbox,
 * and nothing of value is kept on this disk. Logs go to this terminal, a line of JSON each.
 */
let finish: Promise<void> | undefined;
const crew = new Crew((sentence) => end(1, `${sentence}. Everything was stopped.`));
const end = (exitCode: number, sentence?: string) => {
  if (sentence) complain(sentence);
  if (finish) return void crew.stop(); // A second Ctrl-C.
  finish = crew.stop().then(() => process.exit(exitCode));
};
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => end(0));
if (process.channel) process.on("disconnect", () => end(0));

try {
  const env = { ...requireProduction(readSettings()), isSandboxOn: false };
  await checkPorts(env.host, "npm run serve", [{ setting: "PORT", port: env.port, what: "the console" }]);
  if (!isBuilt()) {
    say("Building the console …");
    await build(crew, "terminal");
  }
  const parts = describeParts(() => "terminal");
  const wiring: Wiring = { env, dataDir: env.dataDir, databaseUrl: env.databaseUrl, secretKey: env.secretKey };
  const { firstAdmin } = prepared.parse(await crew.run(parts.prepare(wiring), 120_000));
  const consoleProcess = crew.start(parts.console(wiring, "production"));
  await crew.startRestartable(parts.engine(wiring), 60_000);
  await waitUntilHealthy(localAddress(env), consoleProcess, 60_000);
  say(`Tally is ready: ${env.publicUrl}`);
  // A log is kept and forwarded, so the password itself is not printed here.
  if (firstAdmin.passwordFile) say(`The first password of ${firstAdmin.email} is in ${firstAdmin.passwordFile}.`);
} catch (error) {
  if (!finish) end(1, `Tally did not start. ${sentenceOf(error)}`);
}
