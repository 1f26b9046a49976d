import { brokenFailure, failureOf, type Evidence, type MediaFailure } from "./media-failure";

/**
 * Finds out why a file did not load: a media element and a player hide it, so the file is asked for again.
 * @param url an address of the console's own media route, which answers with text or redirects to the bucket
 * @param playerCode what the player called it, shown where the file itself is to blame
 */
export async function findFailure(url: string, playerCode: string): Promise<MediaFailure> {
  return failureOf(await gather(url)) ?? brokenFailure(playerCode);
}

async function gather(url: string): Promise<Evidence> {
  const own = await attempt(() => fetch(url, { redirect: "manual", cache: "no-store" }));
  if (own === null) return { console: null };
  if (own.type !== "opaqueredirect") return { console: own.status, message: await messageOf(own) };
  // One byte is enough, and a range that begins at zero needs no preflight.
  const read = await attempt(() => fetch(url, { headers: { Range: "bytes=0-0" }, cache: "no-store" }));
  if (read !== null) return { console: "redirect", bucket: read.status };
  // A reader that may not look at the answer gets one even where the bucket's CORS rules forbid reading.
  const blind = await attempt(() => fetch(url, { mode: "no-cors", cache: "no-store" }));
  return { console: "redirect", bucket: null, isBucketReachable: blind !== null };
}

async function attempt(ask: () => Promise<Response>): Promise<Response | null> {
  try {
    return await ask();
  } catch {
    return null; // That there was no answer is what is being found out.
  }
}

async function messageOf(response: Response): Promise<string | undefined> {
  if (response.ok) return undefined;
  const body: unknown = await response.json().catch(() => null);
  const hasMessage = typeof body === "object" && body !== null && "message" in body;
  return hasMessage && typeof body.message === "string" ? body.message : undefined;
}
