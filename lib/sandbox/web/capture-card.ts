import { failureCodes, PageFailure, refuseStatus } from "./page-failure";
import type { PageOrder } from "./page-order";
import { plainUserAgent } from "./user-agent";
import { aborted } from "./waiting";

const fetchTimeoutMs = 10_000;

/**
 * Stands in for a browser: asks once whether the page can be had, then waits. Takes no pictures and runs no script, so
 * the page counts as ready.
 * @throws PageFailure when it cannot be had
 */
export async function capturePageCard(order: PageOrder): Promise<void> {
  const response = await answerOf(order);
  if (order.signal.aborted) return;
  refuseStatus(response.status);
  order.onEvent({ kind: "opened" });
  await aborted(order.signal);
}

async function answerOf(order: PageOrder): Promise<Response> {
  try {
    const response = await fetch(order.url, {
      headers: { "user-agent": plainUserAgent },
      signal: AbortSignal.any([order.signal, AbortSignal.timeout(fetchTimeoutMs)]),
    });
    await response.body?.cancel();
    return response;
  } catch (error) {
    throw new PageFailure(failureCodes.accessUrlFailed, "The page could not be reached.", { cause: error });
  }
}
