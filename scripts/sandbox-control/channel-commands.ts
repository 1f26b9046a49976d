import type { Command } from "./command";
import { type Column, list, table } from "./table";

type Item = Record<string, unknown>;

const channel = (name: string) => `channels/${encodeURIComponent(name)}`;

const userColumns = [
  "uid",
  "role",
  "platform",
  ["recording", ({ sid }: Item) => (sid === "" ? undefined : sid)],
  "joinedAt",
] satisfies Column[];

const ruleColumns = [
  "id",
  ["channel", ({ cname }: Item) => cname],
  "uid",
  "ip",
  ["takes", ({ privileges }: Item) => (Array.isArray(privileges) ? privileges.join(" ") : undefined)],
  "expiresAt",
] satisfies Column[];

/** Channels as Agora's channel management sees them: recorders are users too, and rules keep people out. */
export const channelCommands: Command[] = [
  {
    name: "users",
    takes: "<channel>",
    about: "Who is in a channel, recorders included, in the order they joined.",
    examples: ["users lobby"],
    async run(control, input) {
      const json = await control.get(`${channel(input.needed("channel"))}/users`);
      return { json, text: table(list(json, "users"), userColumns, "Nobody is there.") };
    },
  },
  {
    name: "profile",
    takes: "<channel> <communication|live>",
    about: "Sets the profile of a channel, whether or not anybody is in it.",
    examples: ["profile lobby communication"],
    async run(control, input) {
      const name = input.needed("channel");
      const json = await control.call("PATCH", channel(name), { profile: input.needed("communication|live") });
      return { json, text: `${name} is a ${String(json?.profile)} channel.` };
    },
  },
  {
    name: "rules",
    about: "The kicking rules in force.",
    examples: ["rules"],
    async run(control) {
      const json = await control.get("kicking-rules");
      return { json, text: table(list(json, "rules"), ruleColumns, "There are no kicking rules.") };
    },
  },
  {
    name: "lift",
    takes: "[id]",
    about: "Lifts one kicking rule, or all.",
    examples: ["lift", "lift 3"],
    async run(control, input) {
      const id = input.word("id");
      const rule = id === undefined ? "kicking-rules" : `kicking-rules/${encodeURIComponent(id)}`;
      const json = await control.call("DELETE", rule);
      return { json, text: id === undefined ? "There are no kicking rules any more." : `Rule ${id} is lifted.` };
    },
  },
];
