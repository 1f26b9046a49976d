import { recordingEvents, type RecordingNotice } from "@/lib/agora/notifications";
import type { Told } from "./agora";
import type { Chances } from "./process";
import type { Random } from "./random";
import type { Store, StoredNotice } from "./store";
import type { Timeline } from "./timeline";

const staleAfterMs = 300_000;
const mostTries = 4;
const byNumber = new Map(recordingEvents.map((event) => [event.number, event]));

/**
 * The way of notifications from Agora to the rows they are kept in, and from there to the attempts: lost, late, doubled,
 * out of order; the console may die before or after it wrote one down, the engine before it applied one.
 */
export class Mail {
  #isSweepPlanned = false;

  constructor(readonly world: { random: Random; timeline: Timeline; store: Store; chances: Chances }) {}

  send(told: Told): void {
    const { random, timeline } = this.world;
    const { task, uid, number, details, sequence } = told;
    const event = byNumber.get(number)?.details.parse(details) ?? { name: "unknown" as const, details };
    const notice: RecordingNotice = {
      product: "cloudRecording",
      channelName: "lobby",
      recorderUid: uid,
      sid: task.sid,
      sequence,
      happenedAt: new Date(timeline.now),
      serviceType: 0,
      event,
    };
    const sentAt = timeline.now;
    const copies = random.chance(0.1) ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) this.#deliver({ notice, sentAt, isStored: false }, 1);
  }

  #deliver(letter: { notice: RecordingNotice; sentAt: number; isStored: boolean }, number: number): void {
    const { random, timeline, store, chances } = this.world;
    if (number > mostTries) return;
    const longest = random.chance(0.01) ? 480_000 : random.chance(0.1) ? 30_000 : 1_500;
    timeline.in(random.between(30, longest), () => {
      const again = () => this.#deliver(letter, number + 1);
      if (random.chance(0.12)) return again();
      if (this.#dies("notice.beforeCommit") || random.chance(chances.databaseAway)) return again();
      // One notification is one row, however often it comes.
      if (!letter.isStored) {
        letter.isStored = true;
        const isStale = timeline.now - letter.sentAt > staleAfterMs;
        store.notices.push({ notice: letter.notice, receivedAt: timeline.now, isStale, outcome: null });
        this.planSweep();
      }
      if (this.#dies("notice.committed")) again();
    });
  }

  /** Has what is not applied looked at soon. */
  planSweep(): void {
    if (this.#isSweepPlanned) return;
    this.#isSweepPlanned = true;
    const { random, timeline } = this.world;
    timeline.in(random.between(10, 500), () => this.#sweep());
  }

  #sweep(): void {
    this.#isSweepPlanned = false;
    const { timeline, store } = this.world;
    const isOpen = ({ outcome }: StoredNotice) => outcome === null;
    for (let stored = store.notices.find(isOpen); stored; stored = store.notices.find(isOpen)) {
      if (this.#dies("notice.applied")) {
        timeline.in(2_000, () => this.planSweep());
        return;
      }
      store.apply(stored);
    }
  }

  #dies(place: string): boolean {
    const { kill, point } = this.world.chances;
    return (point === null || point === place) && this.world.random.chance(kill / 3);
  }
}
