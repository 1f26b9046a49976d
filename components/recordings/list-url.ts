import { recordingStatuses, type RecordingStatus } from "@/lib/features/recordings/lifecycle";

/** The filter of the list by what a person looks for. */
export const statusGroups = ["all", "live", "ending", "attention", "safe"] as const;
export type StatusGroup = (typeof statusGroups)[number];

/** The statuses of each group; `all` filters nothing. */
export const groupStatuses: Record<StatusGroup, readonly RecordingStatus[]> = {
  all: recordingStatuses,
  live: ["requested", "acquiring", "starting", "confirming", "recording", "recovering", "unknown"],
  ending: ["stopping", "uploading"],
  attention: ["unknown", "recovering", "controlExpired", "backedUp", "noData", "failed", "lost"],
  safe: ["uploaded"],
};

/** What the address of the list says. */
export type ListView = {
  group: StatusGroup;
  /** Part of a channel's name; "" filters nothing. */
  channel: string;
  /** The cursors passed on the way to this page, oldest last; empty on the newest page. */
  trail: readonly string[];
};

type Params = { get(name: string): string | null; getAll(name: string): string[] };

const longestTrail = 40;

/** Reads the address; whatever cannot be used counts as not set. */
export function readListView(params: Params): ListView {
  return {
    group: statusGroups.find((group) => group === params.get("show")) ?? "all",
    channel: (params.get("channel") ?? "").slice(0, 63),
    trail: params.getAll("before").filter((cursor) => cursor !== "" && cursor.length <= 200),
  };
}

/** The address of a view, with only what differs from the plain list. */
export function listHref({ group, channel, trail }: ListView): string {
  const params = new URLSearchParams();
  if (group !== "all") params.set("show", group);
  if (channel !== "") params.set("channel", channel);
  for (const cursor of trail.slice(-longestTrail)) params.append("before", cursor);
  const query = params.toString();
  return query === "" ? "/recordings" : `/recordings?${query}`;
}

/** What to ask for: the status list and the cursor as the list's input takes them. */
export function listQueryOf(projectId: string, { group, channel, trail }: ListView) {
  const cursor = trail.at(-1);
  return {
    projectId,
    ...(group === "all" ? {} : { status: groupStatuses[group].join(",") }),
    ...(channel === "" ? {} : { channel }),
    ...(cursor === undefined ? {} : { cursor }),
  };
}
