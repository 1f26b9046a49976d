import type { z } from "zod";
import {
  createRuleRequest,
  deleteRuleRequest,
  ruleIssues,
  secondsOf,
  updateRuleRequest,
} from "@/lib/agora/channel-management/wire-rules";
import { requestIssues } from "@/lib/agora/issues";
import { enforce } from "../../channels/enforce";
import type { KickingRule } from "../../state/kicking-rules";
import type { World } from "../../world";
import type { Operation } from "../call";
import { admitTo, checkAppId, readRuleBody, refusal } from "./admission";

const path = "/dev/v1/kicking-rule";

/** Who makes rules here; on Agora's side it is a number of the account. */
const opid = 1406;

const common = { path, admit: admitTo("other"), readBody: readRuleBody } as const;

/**
 * Puts users out of channels, or their streams, and keeps them out while the rule lasts (channel contract §3.1). A
 * duration of 0 is a kick: nobody is kept out, and no rule remains.
 */
export const createKickingRule: Operation = {
  ...common,
  name: "createKickingRule",
  method: "POST",
  handle(world, { body }) {
    const request = checkRule(world, createRuleRequest, body);
    const [issue] = ruleIssues(request);
    if (issue) throw refusal(400, `${issue.path} ${issue.message}`);
    const subject = {
      cname: request.cname || null,
      uid: request.uid == null ? null : `${request.uid}`,
      ip: request.ip || null,
    };
    const { privileges } = request;
    const seconds = secondsOf(request);
    const id = world.db.transaction(() => {
      if (seconds > 0) {
        const nowMs = world.clock.nowMs();
        const times = { createdAtMs: nowMs, updatedAtMs: nowMs, expiresAtMs: nowMs + seconds * 1000 };
        const rule = world.kickingRules.add({ ...subject, privileges, opid, ...times });
        enforce(world, rule);
        return rule.id;
      }
      const { cname, uid } = subject;
      const missed = world.faults.strikeKick({ cname: cname ?? undefined, uid: uid ?? undefined });
      if (missed) world.counters.add("faultsApplied");
      else enforce(world, { ...subject, privileges });
      return world.kickingRules.numberOfKick();
    });
    return { status: 200, body: { status: "success", id } };
  },
};

/** The rules in force (channel contract §3.1). */
export const listKickingRules: Operation = {
  path,
  admit: admitTo("other"),
  name: "listKickingRules",
  method: "GET",
  handle(world, { query: { appid } }) {
    if (!appid) throw refusal(400, "appid must not be empty");
    checkAppId(world, appid);
    const rules = world.kickingRules.inForce(world.clock.nowMs()).map((rule) => view(appid, rule));
    return { status: 200, body: { status: "success", rules } };
  },
};

/** Lets a rule last so long from now on; nothing else of it changes (channel contract §3.1). */
export const updateKickingRule: Operation = {
  ...common,
  name: "updateKickingRule",
  method: "PUT",
  handle(world, { body }) {
    const request = checkRule(world, updateRuleRequest, body);
    const rule = known(world, request.id);
    const nowMs = world.clock.nowMs();
    const expiresAtMs = nowMs + secondsOf(request) * 1000;
    world.kickingRules.save({ ...rule, updatedAtMs: nowMs, expiresAtMs });
    return { status: 200, body: { status: "success", result: { id: rule.id, ts: utc(expiresAtMs) } } };
  },
};

/** Lifts a rule. Whom it kept out comes back by themselves or not at all (channel contract §3.3). */
export const deleteKickingRule: Operation = {
  ...common,
  name: "deleteKickingRule",
  method: "DELETE",
  handle(world, { body }) {
    const { id } = known(world, checkRule(world, deleteRuleRequest, body).id);
    world.kickingRules.remove(id);
    return { status: 200, body: { status: "success", id } };
  },
};

/** @throws Refusal 400 that names the first wrong field; for another App ID */
function checkRule<S extends z.ZodType<{ appid: string }>>(world: World, schema: S, body: unknown): z.output<S> {
  const result = schema.safeParse(body);
  if (!result.success) {
    const [issue] = requestIssues(result.error);
    throw refusal(400, issue ? `${issue.path || "the body"} ${issue.message}` : "invalid parameter");
  }
  checkAppId(world, result.data.appid);
  return result.data;
}

/** @throws Refusal 404 for a rule that never was, was lifted, or has ended */
function known({ kickingRules, clock }: World, id: number | string): KickingRule {
  const rule = kickingRules.find(Number(id), clock.nowMs());
  if (!rule) throw refusal(404, "rule not found");
  return rule;
}

function view(appid: string, rule: KickingRule): Record<string, unknown> {
  const { id, uid, cname, ip, privileges } = rule;
  return {
    id,
    appid,
    uid: uid === null ? null : Number(uid),
    opid: rule.opid,
    cname,
    ip,
    ts: utc(rule.expiresAtMs),
    privileges,
    createAt: utc(rule.createdAtMs),
    updateAt: utc(rule.updatedAtMs),
  };
}

function utc(ms: number): string {
  return new Date(ms).toISOString();
}
