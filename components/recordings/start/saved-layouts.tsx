"use client";

import { useQuery } from "@tanstack/react-query";
import { savedLayoutsOptions } from "@/lib/features/layouts/queries";
import type { SavedLayout } from "@/lib/features/layouts/types";
import { describeLayout } from "../../layout-editor/thumbnail-shapes";
import { LayoutThumbnail } from "../../layout-editor/layout-thumbnail";
import { ButtonLink } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { RadioCards } from "../../ui/radio-cards";
import { Skeleton } from "../../ui/skeleton";

/** The saved layouts of a project to choose one from, each drawn as it is. */
export function SavedLayouts({
  projectId,
  video,
  chosenId,
  onChoose,
}: {
  projectId: string;
  /** The picture that will be recorded, in pixels. */
  video: { width: number; height: number };
  chosenId: string | null;
  onChoose: (layout: SavedLayout) => void;
}) {
  const { data, error } = useQuery(savedLayoutsOptions(projectId));
  if (error !== null) {
    return (
      <Notice tone="danger" isAlert title="The saved layouts could not be read">
        {error.message}
      </Notice>
    );
  }
  if (data === undefined) return <Skeleton className="h-36 w-full" />;
  if (data.length === 0) {
    return (
      <Notice
        title="No layout is saved yet"
        action={
          <ButtonLink size="sm" href="/layouts/new">
            Draw a layout
          </ButtonLink>
        }
      >
        A saved layout is drawn once and then chosen by name.
      </Notice>
    );
  }
  const chosen = data.find(({ layoutId }) => layoutId === chosenId);
  return (
    <div className="flex flex-col gap-2">
      <RadioCards
        columns={3}
        value={chosenId ?? ""}
        onValueChange={(id) => {
          const layout = data.find(({ layoutId }) => layoutId === id);
          if (layout !== undefined) onChoose(layout);
        }}
        options={data.map(({ layoutId, name, version, document }) => ({
          value: layoutId,
          label: name,
          hint: `${describeLayout(document)}, version ${version}`,
          figure: <LayoutThumbnail document={document} className="h-20 w-full" />,
        }))}
      />
      {chosen !== undefined && !isSameAspect(chosen.document.canvas, video) && (
        <Notice tone="warning">
          {chosen.name} was drawn for {chosen.document.canvas.width} × {chosen.document.canvas.height}; in a picture of{" "}
          {video.width} × {video.height} its regions have other proportions.
        </Notice>
      )}
    </div>
  );
}

type Size = { width: number; height: number };

function isSameAspect(a: Size, b: Size): boolean {
  return Math.abs(a.width / a.height - b.width / b.height) < 0.02;
}
