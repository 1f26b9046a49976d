import type { WirePrivilege } from "@/lib/agora/channel-management/wire-rules";
import type { Row, StateDatabase } from "./database";

/** Whom a rule is about: what is null stands for any (channel contract §3.2). */
export type RuleSubject = { cname: string | null; uid: string | null; ip: string | null };

/** A rule that keeps somebody out, or their streams, until it ends by the sandbox's clock. */
export type KickingRule = RuleSubject & {
  id: number;
  privileges: WirePrivilege[];
  /** Number of whoever made it, for Agora's support. */
  opid: number;
  createdAtMs: number;
  updatedAtMs: number;
  expiresAtMs: number;
};

/** Somebody a rule may be about. A recorder has no address: it stands in Agora's own network. */
export type Present = { cname: string; uid: string; ip: string | null };

/** Whether a rule is about somebody. */
export function isAbout({ cname, uid, ip }: RuleSubject, present: Present): boolean {
  return (
    (cname ?? present.cname) === present.cname &&
    (uid ?? present.uid) === present.uid &&
    (ip ?? present.ip) === present.ip
  );
}

/** The rules; those that have ended are forgotten when the next one is made. */
export class KickingRules {
  readonly #db: StateDatabase;

  constructor(db: StateDatabase) {
    this.#db = db;
  }

  add(rule: Omit<KickingRule, "id">): KickingRule {
    this.#db.run("DELETE FROM kicking_rules WHERE expires_at_ms <= ?", rule.createdAtMs);
    const { lastId } = this.#db.run(
      "INSERT INTO kicking_rules (expires_at_ms, document) VALUES (?, ?)",
      rule.expiresAtMs,
      JSON.stringify(rule),
    );
    return { ...rule, id: lastId };
  }

  /** The number of a kick, which is no rule that lasts, from the same row of numbers. */
  numberOfKick(): number {
    const { lastId } = this.#db.run("INSERT INTO kicking_rules (expires_at_ms, document) VALUES (0, '{}')");
    this.#db.run("DELETE FROM kicking_rules WHERE id = ?", lastId);
    return lastId;
  }

  /** A rule that has not ended. */
  find(id: number, nowMs: number): KickingRule | undefined {
    return this.#many("SELECT id, document FROM kicking_rules WHERE id = ? AND expires_at_ms > ?", id, nowMs)[0];
  }

  inForce(nowMs: number): KickingRule[] {
    return this.#many("SELECT id, document FROM kicking_rules WHERE expires_at_ms > ? ORDER BY id", nowMs);
  }

  /** The first rule in force that takes a privilege from somebody. */
  taking(privilege: WirePrivilege, present: Present, nowMs: number): KickingRule | undefined {
    return this.inForce(nowMs).find((rule) => rule.privileges.includes(privilege) && isAbout(rule, present));
  }

  save({ id, ...rule }: KickingRule): void {
    const document = JSON.stringify(rule);
    this.#db.run(
      "UPDATE kicking_rules SET expires_at_ms = ?, document = ? WHERE id = ?",
      rule.expiresAtMs,
      document,
      id,
    );
  }

  remove(id: number): void {
    this.#db.run("DELETE FROM kicking_rules WHERE id = ?", id);
  }

  #many(sql: string, ...values: number[]): KickingRule[] {
    return this.#db.all(sql, ...values).map(ruleOf);
  }
}

function ruleOf(row: Row): KickingRule {
  return { ...(JSON.parse(String(row.document)) as Omit<KickingRule, "id">), id: Number(row.id) };
}
