import { queryOptions } from "@tanstack/react-query";
import { readJson } from "../../actions/read-json";
import type { SavedLayout } from "./types";

/** The saved layouts of a project, for choosing one. */
export function savedLayoutsOptions(projectId: string) {
  return queryOptions({
    queryKey: ["layouts", projectId] as const,
    queryFn: ({ signal }) => readJson<SavedLayout[]>(`/api/layouts?projectId=${encodeURIComponent(projectId)}`, signal),
    staleTime: 10_000,
  });
}
