import type { Command } from "./command";
import type { Input } from "./input";
import { list, table } from "./table";

const columns = ["entryPoint", "stream", "uid", "area", "fps", "bitsPerSecond", "onAirSince", "bannedUntil"];

const pathOf = (input: Input) =>
  `streams/${encodeURIComponent(input.text("entry-point") ?? "live")}/${encodeURIComponent(input.needed("stream"))}`;

const entryPoint = { "entry-point": { takes: "name", about: "it belongs to; live when not said" } };

/** What an encoder sends, as far as it was said. */
function sent(input: Input): { fps?: number; bitsPerSecond?: number } {
  const [fps, bitsPerSecond] = [input.number("fps"), input.number("bps")];
  return { ...(fps === undefined ? {} : { fps }), ...(bitsPerSecond === undefined ? {} : { bitsPerSecond }) };
}

const quality = {
  fps: { takes: "number", about: "pictures a second" },
  bps: { takes: "number", about: "bits a second" },
};

/** The encoders that push live streams. */
export const streamCommands: Command[] = [
  {
    name: "streams",
    about: "The live streams, and since when they are on air.",
    examples: ["streams"],
    async run(control) {
      const json = await control.get("streams");
      return { json, text: table(list(json, "streams"), columns, "There is no stream.") };
    },
  },
  {
    name: "on-air",
    takes: "<stream>",
    about: "Lets an encoder push, a new one too.",
    flags: { ...entryPoint, ...quality, uid: { takes: "number", about: "whose picture and tone it sends" } },
    examples: ["on-air cam1", "on-air yard --uid 4109 --fps 25"],
    async run(control, input) {
      const uid = input.number("uid");
      const body = { ...sent(input), ...(uid === undefined ? {} : { uid }) };
      const json = await control.call("PUT", pathOf(input), body);
      return { json, text: table([json ?? {}], columns) };
    },
  },
  {
    name: "off-air",
    takes: "<stream>",
    about: "Takes an encoder off air.",
    flags: entryPoint,
    examples: ["off-air cam1"],
    async run(control, input) {
      const json = await control.call("DELETE", pathOf(input));
      return { json, text: `${input.needed("stream")} is off air.` };
    },
  },
  {
    name: "restart-stream",
    takes: "<stream>",
    about: "Breaks a push; the encoder comes back at once.",
    flags: entryPoint,
    examples: ["restart-stream cam2"],
    async run(control, input) {
      const json = await control.call("POST", `${pathOf(input)}/restart`);
      return { json, text: table([json ?? {}], columns) };
    },
  },
  {
    name: "dip",
    takes: "<stream>",
    about: "Lets a stream send less for a while.",
    flags: { ...entryPoint, ...quality, seconds: { takes: "number", about: "for so long; 300 when not said" } },
    examples: ["dip stage --fps 3 --seconds 60"],
    async run(control, input) {
      const forSeconds = input.number("seconds");
      const body = { ...sent(input), ...(forSeconds === undefined ? {} : { forSeconds }) };
      const json = await control.call("POST", `${pathOf(input)}/dip`, body);
      return { json, text: table([json ?? {}], columns) };
    },
  },
];
