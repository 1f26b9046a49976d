import { type Agora, type Answer, expectAnswer, fieldOf, type Sending } from "./agora";
import { aNumber } from "./expect";
import type { Json } from "./json";
import type { Lab } from "./lab";
import type { Delivery } from "./receiver";

export const joinChannel = ["join_channel"];

/** A query of channel management; `tail` comes after the App ID, as `/lobby/hosts_only`; `family` before it. */
export function ask(
  agora: Agora,
  family: "" | "user/" | "user/property/",
  tail = "",
  sending: Sending = {},
  appId = agora.account.appId,
): Promise<Answer> {
  return agora.request("GET", `/dev/v1/channel/${family}${appId}${tail}`, sending);
}

export function askUsers(agora: Agora, cname: string): Promise<Answer> {
  return ask(agora, "user/", `/${encodeURIComponent(cname)}`);
}

export function askStatus(agora: Agora, cname: string, uid: string): Promise<Answer> {
  return ask(agora, "user/property/", `/${uid}/${encodeURIComponent(cname)}`);
}

/** Expects a query's success with data like this. */
export function expectData(answer: Answer, data: Json): void {
  expectAnswer(answer, 200, { success: true, data });
}

/** A call of the kicking rules, with the App ID unless the body has its own. */
export function rule(
  agora: Agora,
  method: "POST" | "PUT" | "DELETE",
  body: Json,
  sending: Sending = {},
): Promise<Answer> {
  return agora.request(method, "/dev/v1/kicking-rule", { body: { appid: agora.account.appId, ...body }, ...sending });
}

/** Makes a rule and returns its number. @throws Mismatch when it is refused */
export async function makeRule(agora: Agora, body: Json): Promise<number> {
  const answer = await rule(agora, "POST", { privileges: joinChannel, ...body });
  expectAnswer(answer, 200, { status: "success", id: aNumber });
  return Number(fieldOf(answer, "id"));
}

export function askRules(agora: Agora): Promise<Answer> {
  return agora.request("GET", `/dev/v1/kicking-rule?appid=${agora.account.appId}`);
}

/** A rule of the list, by its number. */
export async function findRule(agora: Agora, id: number): Promise<Json | undefined> {
  const answer = await askRules(agora);
  expectAnswer(answer, 200, { status: "success" });
  const rules = fieldOf(answer, "rules");
  return Array.isArray(rules) ? rules.find((one: Json) => one.id === id) : undefined;
}

/** What came about a channel so far: events of the product RTC. */
export function eventsOf(lab: Lab, cname: string): Delivery[] {
  return lab.receiver.deliveries.filter(
    ({ envelope, payload }) => envelope.productId === 1 && payload.channelName === cname,
  );
}

/** Waits until so many events of a channel have come, and returns them. */
export function channelEvents(lab: Lab, cname: string, count: number): Promise<Delivery[]> {
  return lab.until(`${count} events of ${cname}`, () => {
    const events = eventsOf(lab, cname);
    return Promise.resolve(events.length >= count ? events : undefined);
  });
}

export function setProfile(lab: Lab, cname: string, profile: "live" | "communication"): Promise<Json> {
  return lab.control("PATCH", `channels/${encodeURIComponent(cname)}`, { profile });
}

/** Whether the control API lets somebody in: what a client would be told. */
export async function mayJoin(lab: Lab, cname: string, uid: string): Promise<boolean> {
  const response = await fetch(`${lab.address.controlUrl}/channels/${encodeURIComponent(cname)}/people`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ uid }),
  });
  return response.status === 201;
}
