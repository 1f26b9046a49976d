import { type Agora, expectAnswer } from "./agora";
import { aString } from "./expect";
import type { Json } from "./json";

/** An acquire that nothing is wrong with. It reserves a ticket for five minutes and costs nothing. */
export function goodAcquire(agora: Agora): { cname: string; uid: string; clientRequest: Json } {
  return { cname: "conformance", uid: agora.newUid(), clientRequest: {} };
}

/**
 * Makes sure that the server accepts a good acquire, once for all checks: a refusal proves nothing where everything is
 * refused. @throws Mismatch
 */
export async function isAccepted(agora: Agora): Promise<void> {
  const answer = await agora.once("good acquire", () => agora.acquire(goodAcquire(agora)));
  expectAnswer(answer, 200, { resourceId: aString });
}
