import { describe, expect, it } from "vitest";
import { agoraHosts, flsHosts, nextHost, type ConnectionFault, type NextHost } from "./hosts";

/** Every address tried, with the pause before each, when all tries end with these faults. */
function tries(hosts: readonly string[], fault: ConnectionFault): NextHost[] {
  const faults: ConnectionFault[] = [];
  const seen: NextHost[] = [];
  for (;;) {
    faults.push(fault);
    const next = nextHost(hosts, faults);
    if (next === null) return seen;
    seen.push(next);
  }
}

describe("failover", () => {
  const hosts = agoraHosts("EU");

  it("after DNS faults: the same again, the other suffix, a neighbour; 1, 3, 6 seconds", () => {
    expect(tries(hosts, "dns")).toEqual([
      { delayMs: 1000, host: "https://api.agora.io" },
      { delayMs: 3000, host: "https://api.sd-rtn.com" },
      { delayMs: 6000, host: "https://api-eu-central-1.agora.io" },
    ]);
  });

  it("after network faults: the same again, then the neighbour", () => {
    expect(tries(hosts, "network")).toEqual([
      { delayMs: 1000, host: "https://api.agora.io" },
      { delayMs: 3000, host: "https://api-eu-central-1.agora.io" },
    ]);
  });

  it("one address is tried twice", () => {
    expect(tries(["http://127.0.0.1:3100"], "network")).toEqual([{ delayMs: 1000, host: "http://127.0.0.1:3100" }]);
  });

  it("begins with the suffix of the caller's side of the world", () => {
    expect(agoraHosts("CN")[0]).toBe("https://api.sd-rtn.com");
    expect(agoraHosts("NA")).toHaveLength(3);
  });
});

describe("addresses for live streaming", () => {
  it("are the one its pages name, in every area", () => {
    for (const area of ["CN", "AP", "EU", "NA"] as const) {
      expect(flsHosts(agoraHosts(area))).toEqual(["https://api.agora.io"]);
    }
  });

  it("stay what they are elsewhere", () => {
    expect(flsHosts(["http://127.0.0.1:3100"])).toEqual(["http://127.0.0.1:3100"]);
    expect(flsHosts(["https://proxy.example.com", "https://api.agora.io"])).toHaveLength(2);
  });
});
