import { originFault } from "./same-origin";

/** The parts of next-auth that are open; its own pages and everything else answer 404. */
const open: Record<string, readonly string[]> = {
  GET: ["csrf", "providers", "session"],
  POST: ["callback/credentials", "signout"],
};

const largestBodyBytes = 8 * 1024;

/** The refusal of a request to `/api/auth/…`, or null where next-auth may answer. */
export function refuseAuthRequest(request: Request, segments: readonly string[], publicUrl: string): Response | null {
  if (!open[request.method]?.includes(segments.join("/"))) return refusal(404, "There is nothing here.");
  if (request.method === "GET") return null;
  if (originFault(request.headers, publicUrl) !== null) return refusal(403, "This request comes from another site.");
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  if (!(length <= largestBodyBytes)) return refusal(413, "The request is too large.");
  return null;
}

function refusal(status: number, message: string): Response {
  return Response.json({ message }, { status, headers: { "Cache-Control": "no-store" } });
}
