import { parseEnv } from "@/lib/env";
import { runPart } from "./launcher/report";
import { runSandbox } from "./run-sandbox";

/** The sandbox as a child of the launcher, which learns its addresses and keys over the channel. */
await runPart(async () => {
  const sandbox = await runSandbox(parseEnv(process.env));
  return { details: sandbox.details, stop: () => sandbox.close() };
});
