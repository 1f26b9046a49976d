import { isIP } from "node:net";
import { expectAnswer, fieldOf } from "../agora";
import { check } from "../check";
import { aString, expectLike, expectThat, listOf } from "../expect";
import { isRecord } from "../json";

for (const version of ["v1", "v2"] as const) {
  check({
    section: "2.14",
    title: `GET /${version}/ncs/ip answers the addresses that notifications come from`,
    isHarmless: true,
    async run(agora) {
      const answer = await agora.request("GET", `/${version}/ncs/ip`);
      expectAnswer(answer, 200, { data: { service: { hosts: listOf({ primaryIP: aString }) } } });
      const hosts = fieldOf(answer, "data", "service", "hosts");
      for (const host of Array.isArray(hosts) ? hosts.filter(isRecord) : []) {
        expectThat(isIP(String(host.primaryIP)) !== 0, "an IP address", host);
      }
    },
  });
}

check({
  section: "2.14",
  title: "GET /v1/ncs/ip without an Authorization header is 401 Unauthorized",
  isHarmless: true,
  async run(agora) {
    await agora.request("GET", "/v1/ncs/ip").then((good) => expectLike(good.status, 200, "status with credentials"));
    const answer = await agora.request("GET", "/v1/ncs/ip", { authorization: null });
    expectAnswer(answer, 401, { message: "Unauthorized" });
  },
});

check({
  section: "2.14",
  title: "Notifications come from one of those addresses",
  async run(lab) {
    const hosts = fieldOf(await lab.request("GET", "/v1/ncs/ip"), "data", "service", "hosts");
    const listed = Array.isArray(hosts) ? hosts.filter(isRecord).map(({ primaryIP }) => String(primaryIP)) : [];
    const task = await lab.record({ request: { recordingConfig: { maxIdleTime: 5 } } });
    const { from } = await lab.notified(task.sid, 40);
    expectThat(listed.includes(from), `one of ${listed.join(", ")}`, from);
    await lab.stop(task, { async_stop: true });
  },
});
