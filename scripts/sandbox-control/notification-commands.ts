import { type Command, type Flag, UsageError } from "./command";
import { isItem, list, pairs, table } from "./table";

type Item = Record<string, unknown>;

const columns = [
  "id",
  ["product", ({ envelope }: Item) => (isItem(envelope) ? envelope.productId : undefined)],
  ["event", ({ eventType }: Item) => eventType],
  ["name", ({ envelope }: Item) => detailsOf(envelope).msgName],
  "state",
  "tries",
  ["answer", ({ lastAnswer }: Item) => lastAnswer],
  ["signature", ({ signature }: Item) => signature],
  ["sid", ({ sid }: Item) => (sid === "" ? undefined : sid)],
  ["url", ({ url }: Item) => (url === "" ? undefined : url)],
] satisfies Parameters<typeof table>[1];

const product: Record<string, Flag> = {
  product: { takes: "number", about: "1 channels, 3 Cloud Recording (default), 7 live streaming" },
};

const url: Record<string, Flag> = { to: { takes: "address", about: "of one receiver, in place of the target" } };

/** Notifications: where they go, what became of them, and more of them on demand. */
export const notificationCommands: Command[] = [
  {
    name: "target",
    takes: "[address…]",
    about: "Where notifications go; with addresses, sets them.",
    flags: {
      none: { about: "nowhere" },
      redundant: { about: "every notification twice, as Agora's support can switch on" },
      products: { takes: "numbers", about: "only those of these products, such as 1,3; all by default" },
    },
    examples: ["target", "target http://127.0.0.1:8080/agora", "target --none"],
    async run(control, input) {
      const urls = input.all("address");
      if (urls.length > 0 && input.isSet("none")) throw new UsageError("target takes addresses or --none, not both.");
      const isChange = urls.length > 0 || input.isSet("none");
      if (!isChange && input.isSet("redundant")) throw new UsageError("--redundant needs the addresses as well.");
      if (!isChange && input.isSet("products")) throw new UsageError("--products needs the addresses as well.");
      const isRedundant = input.isSet("redundant");
      const products = input.text("products")?.split(",").map(Number);
      const json = await control.call(
        isChange ? "PUT" : "GET",
        "notifications/target",
        isChange ? { urls, isRedundant, ...(products ? { products } : {}) } : undefined,
      );
      const shown = Array.isArray(json?.urls)
        ? json.urls.map((one) => ({ url: one, redundant: json.isRedundant, products: String(json.products) }))
        : [];
      return { json, text: table(shown, ["url", "redundant", "products"], "Notifications go nowhere.") };
    },
  },
  {
    name: "notifications",
    about: "The newest notifications, and what became of each.",
    flags: {
      sid: { takes: "sid", about: "only those of one recording" },
      channel: { takes: "channel", about: "only those of one channel" },
      limit: { takes: "number", about: "how many; 20 by default" },
    },
    examples: ["notifications", "notifications --limit 5"],
    async run(control, input) {
      const query = new URLSearchParams({ last: `${input.number("limit") ?? 20}` });
      const sid = input.text("sid");
      const channel = input.text("channel");
      if (sid !== undefined) query.set("sid", sid);
      if (channel !== undefined) query.set("channel", channel);
      const json = await control.get(`notifications?${query}`);
      return { json, text: table(list(json, "notifications"), columns, "There are no notifications.") };
    },
  },
  {
    name: "test-event",
    takes: "[type…]",
    about:
      "Sends test events as Agora's console does, and tells what the receiver said. Exits with 1 if one is refused.",
    flags: { ...product, ...url },
    examples: [
      "test-event",
      "test-event --product 1 --to http://127.0.0.1:8080/agora",
      "test-event 40 31 --to http://127.0.0.1:8080/agora",
    ],
    async run(control, input) {
      const eventTypes = input
        .all("type")
        .flatMap((word) => word.split(","))
        .map(eventNumber);
      const json = await control.call("POST", "notifications/test", {
        ...(eventTypes.length > 0 ? { eventTypes } : {}),
        ...(input.isSet("product") ? { productId: input.number("product") } : {}),
        ...(input.isSet("to") ? { url: input.text("to") } : {}),
      });
      const results = list(json, "results");
      const event = ["event", ({ eventType }: Item) => eventType] satisfies [string, unknown];
      const isRefused = results.some(({ isAccepted }) => isAccepted !== true);
      return { json, text: table(results, [event, "status", "url", "sentence"]), exitCode: isRefused ? 1 : 0 };
    },
  },
  {
    name: "notify",
    takes: "<type>",
    about: "Sends a notification made by hand.",
    flags: {
      sid: { takes: "sid", about: "about this recording, numbered next in its sequence" },
      details: { takes: "json", about: "with --sid: the details of the event" },
      payload: { takes: "json", about: "in place of --sid: the whole payload" },
      signature: { takes: "kind", about: "good, forged or sha1Only" },
      "notify-ms": { takes: "time", about: "its notifyMs, in Unix milliseconds" },
      ...product,
      ...url,
    },
    examples: [
      'notify 31 --payload \'{"cname":"lobby","uid":"1","sid":"made-up"}\' --signature forged --to http://127.0.0.1:8080/agora',
    ],
    async run(control, input) {
      const notifyMs = input.number("notify-ms");
      const json = await control.call("POST", "notifications", {
        productId: input.number("product"),
        eventType: eventNumber(input.needed("type")),
        sid: input.text("sid"),
        details: input.object("details"),
        payload: input.object("payload"),
        signature: input.text("signature"),
        notifyMs,
        url: input.text("to"),
      });
      return { json, text: table(list(json, "notifications"), columns) };
    },
  },
  {
    name: "resend",
    takes: "<id>",
    about: "Sends a notification again under the same noticeId.",
    examples: ["resend 12"],
    async run(control, input) {
      const json = await control.call("POST", `notifications/${encodeURIComponent(input.needed("id"))}/resend`);
      return { json, text: table(list(json, "notifications"), columns) };
    },
  },
  {
    name: "notification",
    takes: "<id>",
    about: "One notification, whole.",
    examples: ["notification 12"],
    async run(control, input) {
      const json = await control.get(`notifications/${encodeURIComponent(input.needed("id"))}`);
      return { json, text: pairs(json) };
    },
  },
];

function eventNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new UsageError(`"${text}" is no number of an event.`);
  return Number(text);
}

function detailsOf(envelope: unknown): Item {
  const payload = isItem(envelope) ? envelope.payload : undefined;
  const details = isItem(payload) ? payload.details : undefined;
  return isItem(details) ? details : {};
}
