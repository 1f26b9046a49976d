/** What one notice of the database says: a thing of a kind changed in a project. Without an id: any of the kind. */
export type Change = { projectId: string; kind: string; id: string | null };

/** What changed in a project since the last telling. `null`: any of the kind, or more than are worth naming. */
export type ChangeNotice = { projectId: string; changes: Record<string, string[] | null> };

export type ChangeCollector = { add(change: Change): void; close(): void };

/** Changes of one moment come as several notices. */
const gatherMs = 10;
/** At most ten tellings a second. */
const restMs = 100;
const mostIds = 50;

type Waiting = { kinds: Map<string, Set<string> | null>; timer: NodeJS.Timeout };

/** Gathers changes by project and tells them together: the first within 10 ms, then at most every 100 ms. */
export function collectChanges(onTell: (notice: ChangeNotice) => void): ChangeCollector {
  const projects = new Map<string, Waiting>();

  function tell(projectId: string): void {
    const waiting = projects.get(projectId);
    if (!waiting) return;
    if (waiting.kinds.size === 0) {
      projects.delete(projectId);
      return;
    }
    const changes = Object.fromEntries([...waiting.kinds].map(([kind, ids]) => [kind, ids === null ? null : [...ids]]));
    projects.set(projectId, { kinds: new Map(), timer: setTimeout(tell, restMs, projectId) });
    onTell({ projectId, changes });
  }

  return {
    add({ projectId, kind, id }) {
      let waiting = projects.get(projectId);
      if (!waiting) {
        waiting = { kinds: new Map(), timer: setTimeout(tell, gatherMs, projectId) };
        projects.set(projectId, waiting);
      }
      const { kinds } = waiting;
      const ids = kinds.get(kind);
      if (ids === null) return;
      if (id === null || (ids?.size ?? 0) >= mostIds) kinds.set(kind, null);
      else if (ids) ids.add(id);
      else kinds.set(kind, new Set([id]));
    },
    close() {
      for (const { timer } of projects.values()) clearTimeout(timer);
      projects.clear();
    },
  };
}
