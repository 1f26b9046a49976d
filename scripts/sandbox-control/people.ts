import type { Command } from "./command";
import { UsageError } from "./command";
import type { Input } from "./input";
import { list, table } from "./table";

const columns = ["uid", "role", "audio", "video", "aspect", "codec", "colour", "toneHz"];

const peopleOf = (input: Input) => `channels/${encodeURIComponent(input.needed("channel"))}/people`;
const personOf = (input: Input) => `${peopleOf(input)}/${encodeURIComponent(input.needed("uid"))}`;

/** Which of a person's media a command is about. */
function media(input: Input, isOn: boolean): { audio?: boolean; video?: boolean } {
  const which = input.word("audio|video|both") ?? "both";
  if (which === "audio") return { audio: isOn };
  if (which === "video") return { video: isOn };
  if (which === "both") return { audio: isOn, video: isOn };
  throw new UsageError(`"${which}" is none of audio, video and both.`);
}

const switchMedia = (name: string, isOn: boolean, about: string): Command => ({
  name,
  takes: "<channel> <uid> [audio|video|both]",
  about,
  examples: [`${name} lobby 1001`, `${name} lobby 1001 video`],
  async run(control, input) {
    const person = await control.call("PATCH", personOf(input), media(input, isOn));
    return { json: person, text: table([person ?? {}], columns) };
  },
});

/** People in and out of the simulated channels. */
export const peopleCommands: Command[] = [
  {
    name: "channels",
    about: "The channels with somebody in them.",
    examples: ["channels"],
    async run(control) {
      const json = await control.get("channels");
      return {
        json,
        text: table(list(json, "channels"), ["channel", "people", "recorders", "profile"], "Nobody is in any channel."),
      };
    },
  },
  {
    name: "people",
    takes: "<channel>",
    about: "Who is in a channel, in join order.",
    examples: ["people lobby"],
    async run(control, input) {
      const json = await control.get(peopleOf(input));
      return { json, text: table(list(json, "people"), columns, "Nobody is there.") };
    },
  },
  {
    name: "join",
    takes: "<channel> <uid>",
    about: "Lets somebody in, with camera and microphone on.",
    flags: {
      audience: { about: "as audience, which sends nothing in a live channel" },
      "no-audio": { about: "with the microphone off" },
      "no-video": { about: "with the camera off" },
      aspect: { takes: "shape", about: "of the camera's picture: 16:9, 4:3 or 9:16" },
      codec: { takes: "name", about: "of the video sent: h264 or vp8" },
      platform: { takes: "number", about: "Agora's: 1 Android, 2 iOS, 5 Windows, 6 Linux, 7 Web (default), 8 macOS" },
      ip: { takes: "address", about: "that kicking rules know them by" },
      account: { takes: "name", about: "the user account they join with" },
    },
    examples: ["join lobby 1004", "join lobby 1005 --no-audio --aspect 4:3"],
    async run(control, input) {
      const person = await control.call("POST", peopleOf(input), {
        uid: input.needed("uid"),
        ...(input.isSet("audience") ? { role: "audience" } : {}),
        ...(input.isSet("no-audio") ? { audio: false } : {}),
        ...(input.isSet("no-video") ? { video: false } : {}),
        ...(input.isSet("aspect") ? { aspect: input.text("aspect") } : {}),
        ...(input.isSet("codec") ? { codec: input.text("codec") } : {}),
        ...(input.isSet("platform") ? { platform: input.number("platform") } : {}),
        ...(input.isSet("ip") ? { ip: input.text("ip") } : {}),
        ...(input.isSet("account") ? { account: input.text("account") } : {}),
      });
      return { json: person, text: table([person ?? {}], columns) };
    },
  },
  {
    name: "leave",
    takes: "<channel> <uid>",
    about: "Lets somebody go.",
    flags: {
      reason: { takes: "number", about: "Agora's: 1 normal (default), 2 lost, noticed ten seconds later, 999" },
    },
    examples: ["leave lobby 1001", "leave lobby 1001 --reason 2"],
    async run(control, input) {
      const reason = input.number("reason");
      const query = reason === undefined ? "" : `?reason=${reason}`;
      const json = await control.call("DELETE", `${personOf(input)}${query}`);
      const isLost = reason === 2;
      const [uid, channel] = [input.needed("uid"), input.needed("channel")];
      return { json, text: isLost ? `${uid} is lost to ${channel}.` : `${uid} has left ${channel}.` };
    },
  },
  switchMedia("mute", false, "Switches somebody's microphone and camera off."),
  switchMedia("unmute", true, "Switches somebody's microphone and camera on."),
];
