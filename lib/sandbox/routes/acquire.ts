import { acquireRequest, scenes } from "@/lib/agora/cloud-recording/schemas";
import { isRecord } from "@/lib/agora/json";
import { parameterHash } from "../state/resources";
import type { World } from "../world";
import { type Answer, type Call, type Operation, refuse } from "./call";
import { isFull } from "./capacity";
import { checkBody, refuseName } from "./check-body";

/** Gives out a ticket for one start (contract §2.1). */
export const acquire: Operation = {
  name: "acquire",
  method: "POST",
  path: "/v1/apps/:appid/cloud_recording/acquire",
  handle,
  settled(world, _call, answer) {
    const resourceId = answer?.status === 200 ? answer.body?.resourceId : undefined;
    if (typeof resourceId === "string") world.resources.markAnswered(resourceId, world.clock.nowMs());
  },
};

function handle(world: World, call: Call): Answer {
  const { cname, uid, clientRequest } = checkBody(world, "acquire", acquireRequest, call.body);
  if (clientRequest.scene === scenes.webPage) checkLabel(world, cname);
  const mode = clientRequest.scene === scenes.webPage ? "web" : "mix";
  if (isFull(world, mode)) throw refuse(400, 406, "vendor_over_load");
  const { resourceId } = world.resources.add({
    appId: call.appId,
    cname,
    uid,
    scene: clientRequest.scene,
    region: clientRequest.region ?? null,
    resourceExpiredHour: clientRequest.resourceExpiredHour,
    parameterHash: hashOfStartParameter(call.body),
    acquiredAtMs: world.clock.nowMs(),
  });
  return { status: 200, body: { cname, uid, resourceId } };
}

/** Two pages disagree about the longest label of a web page recording (contract C11). @throws Refusal 400 */
function checkLabel({ switches }: World, cname: string): void {
  if (Buffer.byteLength(cname) > switches.now.webLabelBytes) throw refuseName(switches.now);
}

/** What the later start's clientRequest must be equal to, as it was sent: before any default is filled in. */
function hashOfStartParameter(body: unknown): string | null {
  const request = isRecord(body) && isRecord(body.clientRequest) ? body.clientRequest : {};
  return request.startParameter === undefined ? null : parameterHash(request.startParameter);
}
