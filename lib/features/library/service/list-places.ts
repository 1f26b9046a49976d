import "server-only";
import type { Context } from "@/lib/context";
import type { AuthorizedInProject } from "../../accounts/types";
import { flsAreas } from "../../storage/constants";
import { listKnownStreams } from "../data";
import type { LibraryPlaces } from "../types";
import { readingFailed } from "./list-recording-files";

const deadlineMs = 9_000;

/** The one that every project has and that cannot be deleted (FLS contract §2.2). */
const mainEntryPoint = "live";

/**
 * Entry points, areas and the streams of one entry point (`live`, unless one is named). Agora lists only streams on
 * air; others are known from its notifications and from what was made of them before.
 * @throws TallyError UPSTREAM or NOT_FOUND
 */
export async function listPlaces({
  ctx,
  grant,
  entryPoint,
}: {
  ctx: Pick<Context, "db" | "liveReads" | "clock">;
  grant: AuthorizedInProject<"library.read">;
  entryPoint?: string;
}): Promise<LibraryPlaces> {
  const { projectId } = grant;
  const { live } = await ctx.liveReads(projectId);
  try {
    const signal = AbortSignal.timeout(deadlineMs);
    const [listed, { domains }] = await Promise.all([live.listEntryPoints({ signal }), live.listDomains({ signal })]);
    const entryPoints = listed.entryPoints.toSorted(
      (a, b) => Number(b === mainEntryPoint) - Number(a === mainEntryPoint),
    );
    const chosen = entryPoint ?? entryPoints[0];
    const publishAreas = new Set(domains.flatMap(({ type, flsArea }) => (type === "publish" ? (flsArea ?? []) : [])));
    const areas = flsAreas.map((flsArea) => ({ flsArea, hasPublishDomain: publishAreas.has(flsArea) }));
    const readAt = ctx.clock.now().toISOString();
    const places = {
      entryPoints,
      areas: areas.toSorted((a, b) => Number(b.hasPublishDomain) - Number(a.hasPublishDomain)),
      readAt,
    };
    if (chosen === undefined) return { ...places, streams: [] };
    const [online, known] = await Promise.all([
      live.listOnlineStreams({ entryPoint: chosen }, { signal }),
      listKnownStreams(ctx.db, projectId, chosen),
    ]);
    const onAir = new Set(online.streams.map(({ streamName }) => streamName));
    const names = [...new Set([...onAir, ...known])].toSorted();
    return { ...places, streams: names.map((streamName) => ({ streamName, isOnAir: onAir.has(streamName) })) };
  } catch (error) {
    throw readingFailed(error);
  }
}
