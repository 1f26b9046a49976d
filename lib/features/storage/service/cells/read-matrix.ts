import "server-only";
import type { Domain } from "@/lib/agora/live-streaming/results";
import type { Context, LiveProject } from "@/lib/context";
import type { AuthorizedInProject } from "../../../accounts/types";
import { cellReadDeadlineMs, flsAreas, type FlsArea } from "../../constants";
import { cellKeyOf, newestFiles, type CellRef } from "../../data/cells";
import type { StorageMatrix } from "../../types";
import { toFailure } from "./failure";
import { loadConfigurations, type KnownConfiguration } from "./history";
import { isRecording, readReading, toCell } from "./present-cell";

type Request = {
  ctx: Context;
  grant: AuthorizedInProject<"storage.read">;
  /** Every area, not only those of publish domains. */
  allAreas?: boolean;
};

/**
 * Entry points by areas with what Agora answers about each, asked now and at the same time, within a deadline. A cell that
 * cannot be read says so by itself. When not even the entry points can be read, the cells are those that were set here.
 */
export async function readMatrix({ ctx, grant, allAreas = false }: Request): Promise<StorageMatrix> {
  const { projectId } = grant;
  const deadline = AbortSignal.timeout(cellReadDeadlineMs);
  const [known, files] = await Promise.all([loadConfigurations(ctx.db, projectId), newestFiles(ctx.db, projectId)]);
  const readAt = ctx.clock.now().toISOString();
  const ours = Map.groupBy(known, ({ row }) => cellKeyOf(refOf(row)));
  try {
    const project = await ctx.liveReads(projectId);
    const [{ entryPoints }, domains] = await Promise.all([
      project.live.listEntryPoints({ signal: deadline }),
      readDomains(project, deadline),
    ]);
    const areas = areasOf(domains, known, allAreas);
    const refs = entryPoints.flatMap((entryPoint) => areas.map(({ flsArea }) => ({ entryPoint, flsArea })));
    const read = await Promise.all(
      refs.map(async (ref) => ({
        ref,
        reading: await readReading(ctx, project, ref, deadline),
        ours: ours.get(cellKeyOf(ref)) ?? [],
      })),
    );
    const cells = toCells(read, files);
    return { state: "read", readAt, cells, ...shown(areas) };
  } catch (error) {
    const failure = toFailure(error, deadline);
    const areas = areasOf([], known, false);
    const unread = [...ours.values()].flatMap(([newest, ...older]) =>
      newest
        ? [{ ref: refOf(newest.row), reading: { state: "failed", failure } as const, ours: [newest, ...older] }]
        : [],
    );
    const cells = toCells(unread, files);
    return { state: "failed", failure, readAt, cells, ...shown(areas) };
  }
}

type Read = { ref: CellRef; reading: Awaited<ReturnType<typeof readReading>>; ours: readonly KnownConfiguration[] };

function toCells(read: readonly Read[], files: Awaited<ReturnType<typeof newestFiles>>) {
  return read.map(({ ref, reading, ours }) => {
    const others = read.filter((each) => each.ref.entryPoint === ref.entryPoint && each.ref.flsArea !== ref.flsArea);
    const isInOtherAreas = others.some((each) => isRecording(each.reading.state, each.ours));
    return toCell(ref, reading, ours, { file: files.get(ref.entryPoint), isInOtherAreas });
  });
}

/** Domains only choose the columns: without them the matrix is still worth showing. */
async function readDomains({ live }: LiveProject, deadline: AbortSignal): Promise<readonly Domain[]> {
  return live.listDomains({ signal: deadline }).then(
    ({ domains }) => domains,
    () => [],
  );
}

function areasOf(domains: readonly Domain[], known: readonly KnownConfiguration[], allAreas: boolean) {
  const publish = domains.filter(({ type, flsArea }) => type === "publish" && flsArea !== null);
  const set = new Set(known.map(({ row }) => row.flsArea));
  const isShown = (flsArea: FlsArea) => set.has(flsArea) || publish.some((domain) => domain.flsArea === flsArea);
  const areas = flsAreas.map((flsArea) => ({
    flsArea,
    publishDomain: publish.find((domain) => domain.flsArea === flsArea)?.name ?? null,
  }));
  const some = areas.filter(({ flsArea }) => isShown(flsArea));
  return allAreas || some.length === 0 ? areas : some;
}

function shown(areas: StorageMatrix["areas"]): Pick<StorageMatrix, "areas" | "otherAreas"> {
  return { areas, otherAreas: flsAreas.filter((flsArea) => !areas.some((area) => area.flsArea === flsArea)) };
}

function refOf({ entryPoint, flsArea }: KnownConfiguration["row"]): CellRef {
  return { entryPoint, flsArea: flsAreas.find((area) => area === flsArea) ?? "cn" };
}
