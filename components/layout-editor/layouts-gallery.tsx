"use client";

import { LayoutTemplate, Plus, Trash2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { archiveLayout } from "@/lib/features/layouts/actions";
import type { SavedLayout } from "@/lib/features/layouts/types";
import { ButtonLink } from "../ui/button";
import { ConfirmDialog } from "../ui/dialog";
import { IconButton } from "../ui/icon-button";
import { Page, PageHeader } from "../ui/page-header";
import { EmptyState } from "../ui/states";
import { Time } from "../ui/time";
import { showToast } from "../ui/toast-store";
import { LayoutThumbnail } from "./layout-thumbnail";
import { describeLayout } from "./thumbnail-shapes";

/** The saved layouts of a project, each drawn as it is. */
export function LayoutsGallery({
  projectId,
  layouts,
  canSave,
}: {
  projectId: string;
  layouts: readonly SavedLayout[];
  /** False: the role may look but not change. */
  canSave: boolean;
}) {
  const router = useRouter();
  const [removed, setRemoved] = useState<SavedLayout | null>(null);
  const [isRemoving, setIsRemoving] = useState(false);
  const add = canSave && (
    <ButtonLink href="/layouts/new" variant="primary" icon={<Plus aria-hidden="true" />}>
      New layout
    </ButtonLink>
  );
  const remove = async (layout: SavedLayout) => {
    setIsRemoving(true);
    try {
      const outcome = await archiveLayout({ projectId, layoutId: layout.layoutId });
      if (outcome.ok) showToast({ title: `Layout "${layout.name}" removed` });
      else showToast({ title: "The layout was not removed", description: outcome.error.message, tone: "danger" });
    } catch {
      showToast({
        title: `It is not known whether "${layout.name}" was removed`,
        description: "The console did not answer. If it still stands here, remove it again.",
        tone: "danger",
      });
    } finally {
      setIsRemoving(false);
      setRemoved(null);
      router.refresh();
    }
  };
  return (
    <Page>
      <PageHeader
        title="Layouts"
        description="Picture plans with a name. Choose one when a recording is started, or take it while it runs."
        actions={layouts.length > 0 ? add : undefined}
      />
      {layouts.length === 0 ? (
        <EmptyState
          icon={<LayoutTemplate aria-hidden="true" />}
          title="No layout is saved yet"
          action={add || undefined}
        >
          Draw once where everybody stands, or bring in a layoutConfig you have. A recording that is started with a
          layout keeps its own copy.
        </EmptyState>
      ) : (
        <ul aria-label="Saved layouts" className="grid grid-cols-[repeat(auto-fill,minmax(15rem,1fr))] gap-4">
          {layouts.map((layout) => (
            <li
              key={layout.layoutId}
              className="group/card relative rounded-lg border border-line bg-panel hover:border-line-strong"
            >
              <Link href={`/layouts/${layout.layoutId}`} className="block rounded-lg p-3">
                <LayoutThumbnail document={layout.document} className="mb-3 h-32 w-full" />
                <span className="block truncate pr-9 text-base font-medium">{layout.name}</span>
                <span className="block text-xs text-subtle" data-numeric>
                  {describeLayout(layout.document)}, {layout.document.canvas.width} × {layout.document.canvas.height}
                </span>
                <span className="block text-xs text-subtle">
                  Version {layout.version}, saved <Time at={layout.updatedAt} format="age" />
                  {layout.updatedBy === null ? "" : ` by ${layout.updatedBy}`}
                </span>
              </Link>
              {canSave && (
                <span className="absolute right-2 bottom-8">
                  <IconButton
                    size="sm"
                    label={`Remove ${layout.name}`}
                    icon={<Trash2 aria-hidden="true" />}
                    onClick={() => setRemoved(layout)}
                  />
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {removed !== null && (
        <ConfirmDialog
          isOpen
          onOpenChange={(isOpen) => !isOpen && setRemoved(null)}
          title={`Remove ${removed.name}?`}
          description="It can no longer be chosen. Recordings that were given it keep their own copy."
          confirmLabel="Remove layout"
          isDangerous
          isLoading={isRemoving}
          onConfirm={() => void remove(removed)}
        />
      )}
    </Page>
  );
}
