import type { LayoutDocument } from "../../layout-editor/document";

/** A saved layout with its newest version. Times are ISO 8601 in UTC. */
export type SavedLayout = {
  layoutId: string;
  projectId: string;
  name: string;
  version: number;
  document: LayoutDocument;
  updatedAt: string;
  updatedBy: string | null;
};
