import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { Library } from "@/components/library/library";
import { authorize, isAllowed } from "@/lib/auth/ability";
import { placesOptions } from "@/lib/features/library/queries";
import { readPlayback } from "@/lib/features/library/service/playback";
import { listPlaces } from "@/lib/features/library/service/list-places";
import { listStorageProfiles } from "@/lib/features/storage/service/read-profiles";
import { currentProject } from "../current-project";

export const metadata: Metadata = { title: "Library" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function LibraryPage({ searchParams }: Props) {
  const { ctx, project } = await currentProject();
  const { projectId } = project;
  const [grant, storageGrant] = await Promise.all([
    authorize(ctx.db, ctx.actor, "library.read", projectId),
    authorize(ctx.db, ctx.actor, "storage.read", projectId),
  ]);
  const { entry } = await searchParams;
  const entryPoint = typeof entry === "string" && entry !== "" ? entry : undefined;
  const client = new QueryClient();
  const [playback, profiles, canCreate, canSave] = await Promise.all([
    readPlayback({ ctx, grant }),
    listStorageProfiles({ ctx, grant: storageGrant }),
    isAllowed(ctx.db, ctx.actor, "library.createClip", projectId),
    isAllowed(ctx.db, ctx.actor, "library.savePlayback", projectId),
    // Where Agora cannot be asked the list itself says so, and asks again.
    client.prefetchQuery({
      ...placesOptions(projectId, entryPoint),
      queryFn: () => listPlaces({ ctx, grant, entryPoint }),
    }),
  ]);
  const buckets = profiles.flatMap(({ profileId, name, bucket, readKey }) =>
    readKey === null ? [] : [{ profileId, name, bucket }],
  );
  const userName = ctx.actor.kind === "user" ? ctx.actor.name : "";
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <Library {...{ projectId, userName, playback, buckets, canCreate, canSave }} />
    </HydrationBoundary>
  );
}
