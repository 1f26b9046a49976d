import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import type { Account } from "./conformance/agora";
import { registry } from "./conformance/check";
import "./conformance/chapters";
import { report } from "./conformance/report";
import { runAgainst, runOnSandbox } from "./conformance/run";

const usage = `Holds a server against the contracts of Agora's services (docs/contract.md).

npm run conformance                     all checks, against sandboxes started for it
npm run conformance -- --section 2.13   those of one section; "FLS 2.3" of another contract, "FLS" all of that
npm run conformance -- --base-url https://api.agora.io --app-id ID --customer-id ID --customer-secret -
                                        the harmless checks, against an account; "-" reads the secret from standard input`;

/** @throws Error with a sentence for a command line that cannot be followed */
async function readCommandLine(): Promise<{ section: string | undefined; account: Account | null }> {
  const { values } = parseArgs({
    options: {
      "base-url": { type: "string" },
      "app-id": { type: "string" },
      "customer-id": { type: "string" },
      "customer-secret": { type: "string" },
      section: { type: "string" },
    },
  });
  const { "base-url": baseUrl, "app-id": appId, "customer-id": customerId, "customer-secret": given, section } = values;
  if (![baseUrl, appId, customerId, given].some((value) => value !== undefined)) return { section, account: null };
  if (!baseUrl || !appId || !customerId || !given) {
    throw new Error("An account needs --base-url, --app-id, --customer-id and --customer-secret.");
  }
  if (!URL.canParse(baseUrl)) throw new Error("--base-url must be a full address.");
  const customerSecret = given === "-" ? (await text(process.stdin)).trim() : given;
  return { section, account: { baseUrl: baseUrl.replace(/\/$/, ""), appId, customerId, customerSecret } };
}

/** Whether a section is the wanted one, or one of the wanted contract. */
function isOf(wanted: string, section: string): boolean {
  return section === wanted || section.startsWith(`${wanted} `);
}

async function main(): Promise<number> {
  const { section, account } = await readCommandLine();
  const checks = registry.filter((one) => section === undefined || isOf(section, one.section));
  if (checks.length === 0) throw new Error(`There is no check of section ${section}.`);
  const outcomes = account ? await runAgainst(account, checks) : await runOnSandbox(checks);
  const why = account
    ? "record or change the world: they run only against a sandbox."
    : "need Chromium, which is not installed.";
  const count = checks.length - outcomes.length;
  console.log(report(outcomes, count > 0 ? `${count} checks ${why}` : null, account ? [account.customerSecret] : []));
  return outcomes.every(({ failure }) => failure === null) ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exitCode = 2;
}
