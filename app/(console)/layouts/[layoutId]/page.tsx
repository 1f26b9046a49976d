import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { LazySavedLayoutEditor } from "@/components/layout-editor/lazy-editors";
import { authorize, isAllowed } from "@/lib/auth/ability";
import { requirePageActor } from "@/lib/auth/actor";
import { createContext, processServices, type Context } from "@/lib/context";
import { TallyError } from "@/lib/errors";
import { getLayout, projectOfLayout } from "@/lib/features/layouts/service/read-layouts";
import type { SavedLayout } from "@/lib/features/layouts/types";

export const metadata: Metadata = { title: "Layout" };

type Props = { params: Promise<{ layoutId: string }> };

/** Shown in the project it belongs to, whichever the browser has chosen. */
export default async function LayoutPage({ params }: Props) {
  const [actor, { layoutId }] = await Promise.all([requirePageActor(), params]);
  const ctx = createContext(processServices(), { actor });
  const layout = await read(ctx, layoutId);
  const canSave = await isAllowed(ctx.db, actor, "layout.save", layout.projectId);
  return (
    <LazySavedLayoutEditor
      // Another version is another draft.
      key={`${layoutId}:${layout.version}`}
      {...{ projectId: layout.projectId, layout, canSave }}
    />
  );
}

async function read(ctx: Context, layoutId: string): Promise<SavedLayout> {
  try {
    const projectId = await projectOfLayout(ctx, layoutId);
    const grant = await authorize(ctx.db, ctx.actor, "layout.read", projectId);
    return await getLayout({ ctx, grant, layoutId });
  } catch (error) {
    if (error instanceof TallyError && error.code === "NOT_FOUND") notFound();
    throw error;
  }
}
