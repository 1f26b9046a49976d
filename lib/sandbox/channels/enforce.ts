import { beginFailover, mostFailovers } from "../recorder/failover";
import { leaveCodes } from "../notifications/events";
import { isAbout, type KickingRule, type Present, type RuleSubject } from "../state/kicking-rules";
import type { Person } from "../state/people";
import type { World } from "../world";
import { leaveReasons } from "./leave-reasons";

/** Sandbox milliseconds until a recorder that goes on elsewhere after a kick is back in the channel. */
const backAfterMs = 10_000;

type Order = RuleSubject & Pick<KickingRule, "privileges">;

/** Carries a rule, or a kick that lasts no longer than itself, out on everybody it is about (channel contract §3.3). */
export function enforce(world: World, order: Order): void {
  if (order.privileges.includes("join_channel")) putOut(world, order);
  const isAudioTaken = order.privileges.includes("publish_audio");
  const isVideoTaken = order.privileges.includes("publish_video");
  if (!isAudioTaken && !isVideoTaken) return;
  for (const person of world.people.all().filter((one) => isAbout(order, presenceOf(one)))) {
    const silenced = {
      ...(isAudioTaken && person.hasAudio ? { hasAudio: false } : {}),
      ...(isVideoTaken && person.hasVideo ? { hasVideo: false } : {}),
    };
    if (Object.keys(silenced).length > 0) {
      world.people.change(person.channel, person.uid, silenced, world.clock.nowMs());
    }
  }
}

/** Somebody as rules see them. */
export function presenceOf({ channel, uid, ip }: Pick<Person, "channel" | "uid" | "ip">): Present {
  return { cname: channel, uid, ip };
}

function putOut(world: World, order: Order): void {
  const { attendance, people } = world;
  for (const { channel, uid, sid } of attendance.all()) {
    const person = sid === "" ? people.find(channel, uid) : undefined;
    const ip = person?.ip ?? null;
    if (!isAbout(order, { cname: channel, uid, ip })) continue;
    if (sid === "") people.leave(channel, uid, leaveReasons.kicked);
    else putOutRecorder(world, sid);
  }
}

/**
 * What becomes of a recording whose recorder is put out is not documented (channel contract §5): it ends as if it had
 * been stopped, ends as failed, or goes on under another uid from another server.
 */
function putOutRecorder(world: World, sid: string): void {
  const { tasks, switches, recorders } = world;
  const channelReason = leaveReasons.kicked;
  const { kickedRecorder } = switches.now;
  if (kickedRecorder === "returns" && tasks.get(sid).failovers < mostFailovers) {
    tasks.change(sid, (task) => {
      beginFailover(world, task, backAfterMs);
      if (task.failover) task.failover.channelReason = channelReason;
    });
    recorders.wake(sid);
    return;
  }
  const reason = kickedRecorder === "fails" ? "failed" : "kicked";
  recorders.exit(sid, { reason, leaveCode: leaveCodes.clientLeave, error: null, channelReason });
}
