/** One state and how it came to be. */
type Entry<State> = {
  readonly state: State;
  /** A verb and its thing, for "Undo move". */
  readonly label: string;
  /** Steps with the same key within a second are one. */
  readonly key: string | null;
  readonly atMs: number;
};

/** Whole states, so that undoing cannot go wrong by halves. */
export type History<State> = {
  readonly past: readonly Entry<State>[];
  readonly present: Entry<State>;
  readonly future: readonly Entry<State>[];
};

export type StepInfo = { label: string; key?: string | null; atMs: number };

/** As many steps can be undone. */
export const mostSteps = 200;

/** Steps with the same key at most so far apart are one. */
export const coalesceMs = 1000;

export function startHistory<State>(state: State): History<State> {
  return { past: [], present: { state, label: "", key: null, atMs: 0 }, future: [] };
}

/**
 * A new state. What was undone before is gone. A state that is the same is no step, and neither are steps that were joined
 * and led back to where they began.
 * @param isSame whether two states are the same for whoever undoes them
 */
export function record<State>(
  history: History<State>,
  state: State,
  { label, key = null, atMs }: StepInfo,
  isSame: (a: State, b: State) => boolean = Object.is,
): History<State> {
  const { past, present } = history;
  if (isSame(state, present.state)) return history;
  const next = { state, label, key, atMs };
  const before = past.at(-1);
  const isJoined = key !== null && key === present.key && atMs - present.atMs <= coalesceMs && before !== undefined;
  if (!isJoined) return { past: [...past, present].slice(-mostSteps), present: next, future: [] };
  return isSame(state, before.state)
    ? { past: past.slice(0, -1), present: { ...before, key: null }, future: [] }
    : { past, present: next, future: [] };
}

export function undo<State>({ past, present, future }: History<State>): History<State> | null {
  const previous = past.at(-1);
  if (previous === undefined) return null;
  // A step after undoing is never joined with one from before.
  return { past: past.slice(0, -1), present: { ...previous, key: null }, future: [present, ...future] };
}

export function redo<State>({ past, present, future }: History<State>): History<State> | null {
  const [next, ...later] = future;
  if (next === undefined) return null;
  return { past: [...past, present], present: { ...next, key: null }, future: later };
}

/** What undo and redo would take back, in words; null when there is nothing. */
export function stepLabels<State>({ past, present, future }: History<State>): {
  undo: string | null;
  redo: string | null;
} {
  return { undo: past.length === 0 ? null : present.label, redo: future[0]?.label ?? null };
}
