import fc from "fast-check";
import { expect, it } from "vitest";
import { ruleIssues, ruleSeconds, scopeOf, secondsOf, type WirePrivilege } from "./wire-rules";

const number = fc.oneof(fc.double({ noNaN: true }), fc.integer(), fc.constantFrom(0, 1, 10, 1440, 86_430));
const maybe = fc.option(number, { nil: undefined });

it("whatever is asked for, a rule lasts not at all or as long as rules may", () => {
  fc.assert(
    fc.property(maybe, maybe, (time, seconds) => {
      const lasts = secondsOf({ time, time_in_seconds: seconds });
      const isKick = (seconds ?? time) === 0;
      expect(lasts === 0).toBe(isKick);
      if (!isKick) expect(lasts).toBeGreaterThanOrEqual(seconds === undefined ? 60 : ruleSeconds.least);
      expect(lasts).toBeLessThanOrEqual(ruleSeconds.most);
      if (seconds !== undefined) expect(lasts).toBe(secondsOf({ time_in_seconds: seconds }));
    }),
  );
});

it("longer is never shorter, but for 0", () => {
  fc.assert(
    fc.property(number, number, (a, b) => {
      const [less, more] = a < b ? [a, b] : [b, a];
      if (less !== 0 && more !== 0) expect(secondsOf({ time: less })).toBeLessThanOrEqual(secondsOf({ time: more }));
    }),
  );
});

const text = fc.constantFrom(undefined, null, "", "x");
const uid = fc.constantFrom(undefined, null, 5);

it("a rule without a documented subject is never let through", () => {
  const privileges: WirePrivilege[] = ["join_channel"];
  fc.assert(
    fc.property(text, uid, text, (cname, one, ip) => {
      const rule = { appid: "a", cname, uid: one, ip, privileges };
      const named = [cname ? "cname" : "", one == null ? "" : "uid", ip ? "ip" : ""].filter(Boolean).join(" ");
      const scopes: Record<string, string> = {
        "cname uid": "userInChannel",
        uid: "userEverywhere",
        cname: "channel",
        ip: "address",
      };
      expect(scopeOf(rule)).toBe(scopes[named] ?? null);
      expect(ruleIssues(rule).length > 0).toBe(scopes[named] === undefined);
    }),
  );
});
