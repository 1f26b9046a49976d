import type { RecordingKind } from "../../fls/names";
import type { FlsSettings } from "../../fls/settings";
import type { World } from "../../world";
import { badRequest } from "./call";

/** What of the streams of an entry point is recorded: all of them, or some. */
type Scope = "all" | "some" | "none";
/** An entry point that is about to be changed. */
type Change = { entryPoint: string; kind: RecordingKind; isAuto?: boolean; hasTask?: boolean };

/** How each entry point records, such as `standard-all`; those that record nothing are left out. */
export function recordingModes(settings: FlsSettings, change?: Change): { entryPoint: string; mode: string }[] {
  return settings.list("entryPoint").flatMap(({ name: entryPoint }) => {
    const modes = (["standard", "custom"] as const).flatMap((kind) => {
      const isChanged = change?.entryPoint === entryPoint && change.kind === kind;
      const scope = scopeOf(settings, entryPoint, kind, isChanged ? change : {});
      return scope === "none" ? [] : [`${kind}-${scope}`];
    });
    return modes.length === 0 ? [] : [{ entryPoint, mode: modes.join(" ") }];
  });
}

function scopeOf(
  settings: FlsSettings,
  entryPoint: string,
  kind: RecordingKind,
  { isAuto, hasTask = false }: Pick<Change, "isAuto" | "hasTask">,
): Scope {
  if (isAuto ?? settings.get(`${kind}Auto`, entryPoint)?.isEnabled) return "all";
  return hasTask || settings.list(`${kind}Task`, entryPoint).length > 0 ? "some" : "none";
}

/**
 * All entry points of a project have to record alike (FLS contract §2.4); whether Agora sees to it is not documented. Here
 * it is only noted, unless the switch refuses it.
 * @throws Refusal 400 by the switch
 */
export function keepSameEverywhere({ fls, switches, log }: World, change: Change): void {
  const before = recordingModes(fls.settings).find(({ entryPoint }) => entryPoint === change.entryPoint)?.mode;
  const modes = recordingModes(fls.settings, change);
  const mode = modes.find(({ entryPoint }) => entryPoint === change.entryPoint)?.mode;
  const other = modes.find((one) => mode !== undefined && one.mode !== mode);
  if (!other) return;
  if (switches.now.flsSameEverywhere) {
    throw badRequest(`the entry point ${other.entryPoint} records otherwise: ${other.mode}`);
  }
  if (mode !== before) log.info({ entryPoint: change.entryPoint, mode, other }, "entry points record differently");
}
