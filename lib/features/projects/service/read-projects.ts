import "server-only";
import type { Context } from "../../../context";
import { TallyError } from "../../../errors";
import type { AuthorizedInProject } from "../../accounts/types";
import { notificationSecretNames } from "../constants";
import { describeProjectSecrets, findProject, listProjectsOf } from "../data";
import { exclusionSpellings, flsAuths, serviceAreas, type ServiceArea } from "../schema";
import type { ProjectSettings, ProjectSummary } from "../types";

/** The projects the actor may see, by name. A system actor sees none: it names the project it works for. */
export async function listProjects({ ctx }: { ctx: Pick<Context, "db" | "actor"> }): Promise<ProjectSummary[]> {
  return ctx.actor.kind === "user" ? listProjectsOf(ctx.db, ctx.actor) : [];
}

/**
 * A project's settings without any secret value.
 * @param publicUrl where this console is reached, for the address to enter at Agora
 * @throws TallyError NOT_FOUND
 */
export async function getProjectSettings({
  ctx,
  grant,
  publicUrl,
}: {
  ctx: Pick<Context, "db">;
  grant: AuthorizedInProject<"project.read">;
  publicUrl: string;
}): Promise<ProjectSettings> {
  const { projectId } = grant;
  const row = await findProject(ctx.db, projectId);
  if (!row) throw new TallyError("NOT_FOUND", "This project no longer exists.");
  const secrets = await describeProjectSecrets(ctx.db, projectId);
  const describe = (name: string) => secrets.get(name) ?? null;
  return {
    projectId: row.id,
    name: row.name,
    kind: row.kind,
    appId: row.appId,
    apiHosts: row.apiHosts,
    serviceArea: readServiceArea(row.settings),
    flsAuth: flsAuths.find((known) => known === row.settings["flsAuth"]) ?? "hmac",
    exclusionSpelling: exclusionSpellings.find((known) => known === row.settings["exclusionSpelling"]) ?? "unsubscribe",
    callbackUrl: `${publicUrl}/api/callbacks/${row.callbackKey}`,
    customerId: describe("customerId"),
    customerSecret: describe("customerSecret"),
    appCertificate: describe("appCertificate"),
    notificationSecrets: {
      rtc: describe(notificationSecretNames.rtc),
      cloudRecording: describe(notificationSecretNames.cloudRecording),
      fls: describe(notificationSecretNames.fls),
    },
  };
}

function readServiceArea(settings: Record<string, unknown>): ServiceArea {
  return serviceAreas.find((area) => area === settings["serviceArea"]) ?? "NA";
}
