import type { SandboxDetails } from "../sandbox-details";
import { StartError } from "./say";

/**
 * Tells the sandbox where to send its notifications: at Agora the support staff does that, here the control API.
 * The credentials go along because a sandbox that listens beyond loopback asks for them.
 * @throws StartError when the sandbox does not answer or refuses
 */
export async function tellNotificationUrl(sandbox: SandboxDetails, url: string): Promise<void> {
  const credentials = Buffer.from(`${sandbox.customerId}:${sandbox.customerSecret}`).toString("base64");
  const answer = await fetch(`${sandbox.controlUrl}/notifications/target`, {
    method: "PUT",
    headers: { "content-type": "application/json", authorization: `Basic ${credentials}` },
    body: JSON.stringify({ urls: [url] }),
    signal: AbortSignal.timeout(10_000),
  }).catch((cause: unknown) => {
    throw new StartError(`The sandbox does not answer at ${sandbox.controlUrl}. Start again.`, { cause });
  });
  if (!answer.ok)
    throw new StartError(`The sandbox refused the notification address ${url} (status ${answer.status}).`);
}
