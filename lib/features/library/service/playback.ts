import "server-only";
import { fileAddress } from "@/lib/agora/live-streaming/addresses";
import { Secret } from "@/lib/agora/secret";
import type { Context } from "@/lib/context";
import { readSecret } from "@/lib/db/secrets";
import { TallyError } from "@/lib/errors";
import { positionReadings } from "@/lib/timeline/media-clock";
import type { AuthorizedInProject } from "../../accounts/types";
import { describeProjectSecrets, findProject, secretOwner, type ProjectRow } from "../../projects/data";
import { playKeyName, sandboxTemplate } from "../constants";
import type { Playback } from "../types";
import { requirePublicUrl } from "./public-address";

/** How long a signed address can be used: Agora's pages suggest five to ten minutes (FLS contract §2.14). */
const addressLifetimeMs = 10 * 60_000;

/** Where a project's files in Agora's storage are. */
export type FileSource = {
  isSandbox: boolean;
  /** The address of a file, signed where a key is set. @throws TallyError INVALID for one that must not be fetched */
  addressOf(fileName: string): string;
};

/** The template of a project: its own, or that of the sandbox. Null: nobody has said where its files are. */
export function templateOf(row: Pick<ProjectRow, "kind" | "settings">): string | null {
  const own = row.settings["fileTemplate"];
  if (typeof own === "string" && own !== "") return own;
  return row.kind === "sandbox" ? sandboxTemplate : null;
}

/** What stands for `{host}`: the address of the API, which the sandbox serves its files under as well. */
export function hostOf(row: Pick<ProjectRow, "apiHosts">): string {
  return new URL(row.apiHosts[0] ?? "https://api.agora.io").host;
}

/** Null where no address is set. @throws TallyError NOT_FOUND */
export async function openFileSource(
  ctx: Pick<Context, "db" | "box" | "clock">,
  projectId: string,
): Promise<FileSource | null> {
  const row = await findProject(ctx.db, projectId);
  if (!row) throw new TallyError("NOT_FOUND", "There is no such project.");
  const template = templateOf(row);
  if (template === null) return null;
  const key = await readSecret(ctx.db, ctx.box, { ownerTable: secretOwner, ownerId: projectId, name: playKeyName });
  const ownOrigins = row.apiHosts.map((host) => new URL(host).origin);
  const isSandbox = row.kind === "sandbox";
  return {
    isSandbox,
    addressOf(fileName) {
      const expiresAt = new Date(ctx.clock.now().getTime() + addressLifetimeMs);
      const signing = key === null ? {} : { key: { authKey: new Secret(key), expiresAt } };
      const address = fileAddress({ template, host: hostOf(row), fileName, ...signing });
      // A sandbox is on this machine, and nothing else of this machine may be asked for in its name.
      if (!isSandbox || !ownOrigins.includes(new URL(address).origin)) requirePublicUrl(new URL(address));
      return address;
    },
  };
}

/** @throws TallyError NOT_FOUND */
export async function readPlayback({
  ctx,
  grant,
}: {
  ctx: Pick<Context, "db">;
  grant: AuthorizedInProject<"library.read">;
}): Promise<Playback> {
  const row = await findProject(ctx.db, grant.projectId);
  if (!row) throw new TallyError("NOT_FOUND", "There is no such project.");
  const secrets = await describeProjectSecrets(ctx.db, grant.projectId);
  const reading = positionReadings.find((known) => known === row.settings["positionReading"]);
  return {
    template: templateOf(row),
    playKey: secrets.get(playKeyName) ?? null,
    positionReading: reading ?? "lead",
    isSandbox: row.kind === "sandbox",
  };
}
