import type { NextRequest } from "next/server";
import { processServices } from "@/lib/context";
import { env } from "@/lib/env";
import { maxNotificationBytes } from "@/lib/features/notifications/constants";
import { receiveNotification } from "@/lib/features/notifications/service/receive-notification";
import { countRefusal } from "@/lib/features/notifications/service/refusals";
import { createLogger } from "@/lib/logger";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

const logger = createLogger("callbacks", env().logLevel);

/**
 * Agora's notifications (contract §5.1). No session: the signature of the raw bytes is the proof. 200 once it is stored
 * or not worth sending again, 401 without a valid signature, 413 when too large, 503 at once when it cannot be stored,
 * so that Agora sends it again.
 */
export async function POST(
  request: NextRequest,
  { params }: { params: Promise<{ projectKey: string }> },
): Promise<Response> {
  const { projectKey } = await params;
  const rawBody = await readBody(request);
  if (rawBody === null) return answer(413);
  try {
    const received = await receiveNotification({
      ctx: processServices(),
      callbackKey: projectKey,
      rawBody,
      headers: request.headers,
    });
    if (received.outcome !== "unsigned") return answer(200);
    const count = countRefusal(performance.now());
    if (count !== null) logger.warn({ why: received.why, count }, "notifications were refused");
    return answer(401);
  } catch (error) {
    logger.error({ err: error }, "a notification could not be stored");
    return answer(503);
  }
}

function answer(status: number): Response {
  return Response.json({}, { status, headers: { "Cache-Control": "no-store" } });
}

/** The bytes as they came, or null when there are more than a notification can have. */
async function readBody(request: NextRequest): Promise<Uint8Array | null> {
  if (Number(request.headers.get("content-length") ?? 0) > maxNotificationBytes) return null;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > maxNotificationBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
