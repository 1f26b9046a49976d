import type { Tone } from "./tone";

export type ToastInput = {
  title: string;
  description?: string;
  tone?: Tone;
  action?: { label: string; run: () => void };
  /** How long it stays; null until dismissed. Default 5 s, and null for `danger`, because an error may be read late. */
  durationMs?: number | null;
};

export type Toast = Required<Pick<ToastInput, "title" | "tone" | "durationMs">> &
  Pick<ToastInput, "description" | "action"> & { id: number };

const MOST_AT_ONCE = 4;

const noToasts: readonly Toast[] = [];
let toasts = noToasts;
let nextId = 1;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/**
 * Shows a short message in the corner: the outcome of something the person did. Never the only place of an error that
 * belongs to a field or a page. The oldest leaves when a fifth comes.
 * @returns its id, for `dismissToast`
 */
export function showToast({ title, description, tone = "ok", action, durationMs }: ToastInput): number {
  const id = nextId++;
  const stay = durationMs === undefined ? (tone === "danger" ? null : 5000) : durationMs;
  set([...toasts, { id, title, description, tone, action, durationMs: stay }].slice(-MOST_AT_ONCE));
  return id;
}

export function dismissToast(id: number): void {
  set(toasts.filter((toast) => toast.id !== id));
}

export const toastStore = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  get: (): readonly Toast[] => toasts,
  /** The server shows none. */
  getOnServer: (): readonly Toast[] => noToasts,
};
