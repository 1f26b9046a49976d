/** What a page may ask for again: recordings by their ids, of the others any in the project. */
export type ChangeKind = "recording" | "library" | "storage" | "layout";

/** One telling on the stream: which things changed in a project, never what they are. `null`: any of the kind. */
export type ChangeNotice = { projectId: string; changes: Partial<Record<ChangeKind, string[] | null>> };

/**
 * What the stream says besides (`event:`). `hearing`: from here on nothing is missed. `deaf`: the console hears nothing
 * itself. `beat`: still there. `over`: do not come back, the session has ended. `restart`: come back in a moment.
 */
export type StreamEvent = "changed" | "hearing" | "deaf" | "beat" | "over" | "restart";
