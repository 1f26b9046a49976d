import "server-only";
import { describeCreateClip, describeCreateSnapshot } from "@/lib/agora/live-streaming/requests/streams";
import { AgoraInvalidRequest } from "@/lib/agora/errors";
import { toCurl } from "@/lib/agora/request";
import type { Context } from "@/lib/context";
import { TallyError } from "@/lib/errors";
import { freeName } from "@/lib/timeline/file-name";
import { findProject } from "../../projects/data";
import { listNames } from "../data";
import type { ItemPreview } from "../types";
import type { ItemOrder } from "./order-item";
import { toLiveRequest } from "./live-request";

/**
 * The request that an order would send, as JSON and as cURL, made by the code that sends it. Nothing is ordered.
 * @throws TallyError NOT_FOUND; INVALID in the words of Agora's own rules
 */
export async function previewItem(ctx: Pick<Context, "db" | "clock">, order: ItemOrder): Promise<ItemPreview> {
  const project = await findProject(ctx.db, order.projectId);
  if (!project) throw new TallyError("NOT_FOUND", "There is no such project.");
  const taken = await listNames(ctx.db, order, order.stem);
  const fileName = freeName(order.stem, order.kind, (name) => taken.has(name));
  const { clip, snapshot } = toLiveRequest({ ...order, fileName });
  try {
    const nowMs = ctx.clock.now().getTime();
    const request =
      order.kind === "clip"
        ? describeCreateClip(project.appId, clip, nowMs)
        : describeCreateSnapshot(project.appId, snapshot, nowMs);
    const { operation, ...rest } = request.redacted();
    const auth = project.settings["flsAuth"] === "basic" ? "basic" : "hmac";
    const host = project.apiHosts[0] ?? "https://api.agora.io";
    return { operation, fileName, json: JSON.stringify(rest, null, 2), curl: toCurl(request, host, auth) };
  } catch (error) {
    if (error instanceof AgoraInvalidRequest) throw new TallyError("INVALID", error.message, { cause: error });
    throw error;
  }
}
