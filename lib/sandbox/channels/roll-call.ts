import { channelEvents, type ChannelOutbox } from "../notifications/channel-outbox";
import { type Attendee, platforms, recorderClientType } from "../state/attendance";
import type { Person, PersonChange } from "../state/people";
import type { Task } from "../state/tasks";
import type { World } from "../world";
import { leaveReasons } from "./leave-reasons";

type Needs = Pick<World, "people" | "tasks" | "attendance" | "channels" | "switches" | "clock" | "log" | "closing">;

/**
 * Keeps the attendance of every channel: people, and the recorders of composite and individual recordings, which are
 * users of their channel like any other (channel contract §0.7). Each change becomes the event that Agora has for it.
 */
export class RollCall {
  readonly #world: Needs;
  readonly #events: ChannelOutbox;

  constructor(world: Needs, events: ChannelOutbox) {
    this.#world = world;
    this.#events = events;
    world.people.onChange((_channel, change) => this.#followPerson(change));
    world.tasks.onChange((task) => this.#followRecorder(task));
  }

  /** Takes whoever is there already for present, without an event, and goes on missing those who were lost. */
  begin(): void {
    const { people, tasks, attendance } = this.#world;
    for (const person of people.all()) {
      if (!attendance.person(person.channel, person.uid)) attendance.add(attendeeOf(person));
      if (person.missedAtMs !== null) this.#missLater(person, person.missedAtMs);
    }
    for (const task of tasks.live()) {
      const recorder = isInChannel(task) && !attendance.recorder(task.sid) ? this.#recorderOf(task) : null;
      if (recorder) attendance.add(recorder);
    }
  }

  #followPerson(change: PersonChange): void {
    const { attendance } = this.#world;
    const { person } = change;
    if (change.kind === "joined") {
      this.#join(attendeeOf(person));
      return;
    }
    const present = attendance.person(person.channel, person.uid);
    if (!present) return;
    if (change.kind === "left") {
      this.#leave(present, change.reason);
      return;
    }
    const now: Attendee = { ...attendeeOf(person), joinedAtMs: present.joinedAtMs };
    attendance.change(now);
    if (now.role !== present.role) {
      this.#events.emitOf(now, now.role === "host" ? channelEvents.becameHost : channelEvents.becameAudience);
    }
    const { missedAtMs } = person;
    if (missedAtMs !== null && missedAtMs !== change.before.missedAtMs) this.#missLater(person, missedAtMs);
  }

  #followRecorder(task: Task): void {
    const present = this.#world.attendance.recorder(task.sid);
    const isHere = isInChannel(task);
    if (present && (!isHere || present.uid !== task.uidInForce)) {
      // A recorder that moves to another server falls silent on the old one.
      const lost = task.failover && (task.failover.channelReason ?? leaveReasons.timeout);
      this.#leave(present, task.exit?.channelReason ?? lost ?? leaveReasons.normal);
    }
    if (isHere && present?.uid !== task.uidInForce) this.#join(this.#recorderOf(task));
  }

  #join(attendee: Attendee): void {
    const { attendance } = this.#world;
    const { channel } = attendee;
    const isFirst = attendance.isEmpty(channel);
    attendance.add(attendee);
    if (isFirst) this.#events.emit(channel, channelEvents.created);
    const { hostJoined, audienceJoined, userJoined } = channelEvents;
    this.#emitMove(attendee, { host: hostJoined, audience: audienceJoined, user: userJoined }, {});
  }

  #leave(attendee: Attendee, reason: number): void {
    const { attendance, clock } = this.#world;
    const { channel, uid } = attendee;
    attendance.remove(attendee);
    const { hostLeft, audienceLeft, userLeft } = channelEvents;
    const duration = Math.floor((clock.nowMs() - attendee.joinedAtMs) / 1000);
    this.#emitMove(attendee, { host: hostLeft, audience: audienceLeft, user: userLeft }, { reason, duration });
    if (attendance.isEmpty(channel)) this.#events.emit(channel, channelEvents.destroyed, { lastUid: Number(uid) });
  }

  /** Joins and leaves have numbers by profile and role; only those of a live channel carry `clientType`. */
  #emitMove(
    attendee: Attendee,
    numbers: { host: number; audience: number; user: number },
    added: Record<string, unknown>,
  ): void {
    const { channel, role, platform, clientType } = attendee;
    const isLive = this.#world.channels.profileOf(channel) === "live";
    const client = isLive && clientType !== null ? { clientType } : {};
    this.#events.emitOf(attendee, isLive ? numbers[role] : numbers.user, { platform, ...client, ...added });
  }

  #recorderOf(task: Task): Attendee {
    return {
      channel: task.cname,
      uid: task.uidInForce,
      sid: task.sid,
      role: this.#world.switches.now.recorderRole,
      platform: platforms.linux,
      clientType: recorderClientType,
      account: null,
      joinedAtMs: this.#world.clock.nowMs(),
    };
  }

  /** Lets Agora notice that a client has been silent for too long, unless it has come back or gone before. */
  #missLater({ channel, uid, joinedAtMs }: Person, atMs: number): void {
    const { clock, people, closing } = this.#world;
    void clock.sleepUntil(atMs, closing).then((why) => {
      const person = why === "due" && !closing.aborted ? people.find(channel, uid) : undefined;
      if (person?.joinedAtMs !== joinedAtMs || person.missedAtMs !== atMs) return;
      people.leave(channel, uid, leaveReasons.timeout);
    });
  }
}

function attendeeOf({ channel, uid, role, platform, account, joinedAtMs }: Person): Attendee {
  const clientType = null;
  return { channel, uid, sid: "", role, platform, clientType, account, joinedAtMs };
}

function isInChannel({ mode, phase, failover }: Task): boolean {
  return mode !== "web" && phase === "recording" && failover === null;
}
