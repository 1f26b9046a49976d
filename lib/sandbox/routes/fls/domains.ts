import type { Domain } from "../../fls/settings";
import { badRequest, type FlsHandlers, notFound } from "./call";

const mostOfEachType = 5;

/** Operations 1 to 8: domains and entry points (FLS contract §2.1, §2.2). */
export const domainHandlers: Pick<
  FlsHandlers,
  | "createDomain"
  | "listDomains"
  | "getDomain"
  | "updateDomain"
  | "deleteDomain"
  | "createEntryPoint"
  | "listEntryPoints"
  | "deleteEntryPoint"
> = {
  createDomain({ fls, keys }, { query, body }) {
    if (fls.settings.get("domain", query.id)) throw badRequest("the domain already exists");
    const domain: Domain = { name: query.id, type: body.type, ...(body.region ? { region: body.region } : {}) };
    const known = fls.settings.list("domain").filter(({ type }) => type === domain.type);
    if (known.length >= mostOfEachType) throw badRequest("the number of domains exceeds the limit");
    fls.settings.set("domain", [domain.name], domain);
    return shown(keys.appId, domain);
  },
  listDomains({ fls, keys }, { asked }) {
    // The page's example of one domain asks this way (FLS contract §2.1).
    if (asked.id !== undefined) return shown(keys.appId, found(fls.settings.get("domain", asked.id)));
    return { domainList: fls.settings.list("domain").map((domain) => shown(keys.appId, domain)) };
  },
  getDomain({ fls, keys }, { domain }) {
    return shown(keys.appId, found(fls.settings.get("domain", domain)));
  },
  updateDomain({ fls }, { domain, body }) {
    fls.settings.set("domain", [domain], { ...found(fls.settings.get("domain", domain)), authKey: body.authKey });
    return null;
  },
  deleteDomain({ fls }, { domain }) {
    found(fls.settings.get("domain", domain));
    fls.settings.delete("domain", domain);
    return null;
  },
  createEntryPoint({ fls, switches }, { query }) {
    if (fls.settings.get("entryPoint", query.id)) throw badRequest("the entry point already exists");
    if (fls.settings.list("entryPoint").length >= switches.now.flsMostEntryPoints) {
      throw badRequest("the number of entry points exceeds the limit");
    }
    fls.settings.set("entryPoint", [query.id], { name: query.id });
    fls.wake();
    return null;
  },
  listEntryPoints({ fls }) {
    return { entryPointList: fls.settings.list("entryPoint") };
  },
  deleteEntryPoint({ fls }, { entryPoint }) {
    if (entryPoint === "live") throw badRequest("the default entry point cannot be deleted");
    fls.settings.delete("entryPoint", entryPoint);
    for (const kind of ["standardRecord", "customRecord", "standardTask", "customTask"] as const) {
      fls.settings.deleteBelow(kind, entryPoint);
    }
    for (const kind of ["standardStills", "customStills", "ban"] as const) fls.settings.deleteBelow(kind, entryPoint);
    for (const kind of ["standardAuto", "customAuto"] as const) fls.settings.delete(kind, entryPoint);
    fls.wake();
    return null;
  },
};

function found(domain: Domain | undefined): Domain {
  if (!domain) throw notFound("the domain does not exist");
  return domain;
}

/** As the table of the page and its example together have it. */
function shown(appid: string, domain: Domain) {
  return { appid, ...domain, cname: `${domain.name}.v1.agoramdn.com` };
}
