import { check } from "../check";
import { expectThat } from "../expect";
import type { Lab } from "../lab";
import { isNear, jpegOf, pixel, pixels, type Rgb } from "../media";
import { ending, observe, type Observed } from "../observe";
import { canvas } from "../stories";

const colours = { orange: [255, 128, 0], teal: [0, 128, 128], violet: [96, 0, 160] } as const satisfies Record<
  string,
  Rgb
>;

const hexOf = (colour: Rgb) => colour.map((channel) => channel.toString(16).padStart(2, "0")).join("");

/** Side by side: one with a picture of their own, one without, one who never sent video; all stop their video. */
function backgroundStory(lab: Lab): Promise<Observed> {
  return lab.once("backgrounds", async () => {
    const server = await lab.pages();
    const picture = async (name: keyof typeof colours) =>
      server.addPicture(name, await jpegOf(`0x${hexOf(colours[name])}`));
    const third = { y_axis: 0, width: 0.333333, height: 1 };
    const transcodingConfig = {
      ...canvas,
      mixedVideoLayout: 3,
      layoutConfig: [
        { ...third, uid: "4001", x_axis: 0 },
        { ...third, uid: "4002", x_axis: 0.333333 },
      ],
      backgroundImage: await picture("violet"),
      defaultUserBackgroundImage: await picture("teal"),
      backgroundConfig: [{ uid: "4001", image_url: await picture("orange") }],
    };
    return observe(lab, {
      mode: "mix",
      turn: "pictures",
      people: { "4001": {}, "4002": {} },
      request: { recordingConfig: { maxIdleTime: 300, transcodingConfig } },
      awaited: "a slice",
      isEnough: ({ names }) => ending(names, ".ts").length >= 1,
      async meanwhile(task) {
        for (const uid of ["4001", "4002"]) await lab.switchStreams(task.cname, uid, { video: false });
        await lab.passes(5);
      },
    });
  });
}

for (const [uid, x, name, what] of [
  ["4001", 0.17, "orange", "their own picture of backgroundConfig, which comes before everybody's"],
  ["4002", 0.5, "teal", "defaultUserBackgroundImage"],
] as const) {
  check({
    section: "3.6",
    title: `Who stops their video stays for 3.5 s, then ${what} is shown`,
    async run(lab) {
      const person = await colourOf(lab, uid);
      const frames = await allPixels(lab, await backgroundStory(lab), x);
      const first = frames.findIndex((colour) => isNear(colour, colours[name]));
      expectThat(first > 0, `${name} after a while`, frames.at(-1));
      const before = frames.slice(0, first);
      const still = before.filter((colour) => isNear(colour, person)).length;
      expectThat(still > 3.4 * canvas.fps, "the person for 3.5 s and more", still / canvas.fps);
      const after = frames.slice(first);
      expectThat(
        after.every((colour) => isNear(colour, colours[name])),
        `${name} until the end`,
        after.length,
      );
    },
  });
}

check({
  section: "3.6",
  title: "backgroundImage lies over backgroundColor where nobody is",
  async run(lab) {
    const { names, prefix } = await backgroundStory(lab);
    const slice = await lab.bucket.bytes(`${prefix}${ending(names, ".ts").at(-1)}`);
    const colour = await pixel(slice, "ts", 0.85, 0.5);
    expectThat(isNear(colour, colours.violet, 16), "violet", colour);
  },
});

async function allPixels(lab: Lab, { names, prefix }: Observed, x: number): Promise<Rgb[]> {
  const slices: Buffer[] = [];
  for (const name of ending(names, ".ts").toSorted()) slices.push(await lab.bucket.bytes(prefix + name));
  // The middle of a person is plain: number and clock are drawn above and below it.
  return pixels(slices, "ts", x, 0.5);
}

async function colourOf(lab: Lab, uid: string): Promise<Rgb> {
  const channel = (await backgroundStory(lab)).task.cname;
  const { people } = await lab.control("GET", `channels/${channel}/people`);
  const found = Array.isArray(people) ? people.find((one: { uid?: string }) => one.uid === uid) : undefined;
  const [, red = "0", green = "0", blue = "0"] = /^#(..)(..)(..)$/.exec(String(found?.colour)) ?? [];
  return [red, green, blue].map((channel16) => Number.parseInt(channel16, 16)) as Rgb;
}
