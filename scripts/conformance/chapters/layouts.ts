import { check } from "../check";
import { expectLike, expectThat } from "../expect";
import type { Lab } from "../lab";
import { isNear, pixel, probe, type Rgb } from "../media";
import { canvas, hlsStory, mp4Story, type Story } from "../stories";

/** A point of a person's picture, in shares of the canvas: near its left or right edge, where neither text nor cells are. */
type Place = [x: number, y: number];

check({
  section: "3.3",
  title:
    "Best fit shows three people in a grid of two by two, in the order they joined, and the background in the rest",
  async run(lab) {
    const story = await hlsStory(lab);
    const quarters: Place[] = [
      [0.06, 0.25],
      [0.56, 0.25],
      [0.06, 0.75],
    ];
    await showsPeople(lab, story, "ts", quarters);
    const rest = await pixel(await fileOf(lab, story, "ts"), "ts", 0.75, 0.75);
    expectThat(isNear(rest, [0, 0, 0], 16), "black in the fourth quarter", rest);
  },
});

check({
  section: "3.2",
  title: "Floating shows the first to join on the whole canvas and the second in the first window, at the bottom left",
  async run(lab) {
    const first: Place = [0.9, 0.5];
    const window: Place = [0.012 + 0.235 * 0.12, 0.753 + 0.235 / 2];
    await showsPeople(lab, await mp4Story(lab), "mp4", [first, window]);
  },
});

check({
  section: "3.7",
  title: "A frame rate that is not supported becomes 15",
  async run(lab) {
    const { video } = await probe(await fileOf(lab, await mp4Story(lab), "mp4"), "mp4");
    expectLike(video, { width: canvas.width, height: canvas.height, fps: 15 }, "the picture of the MP4 file");
  },
});

/** The first file of this ending. */
async function fileOf(lab: Lab, { keys }: Story, ending: "ts" | "mp4"): Promise<Buffer> {
  const [key] = keys.filter((one) => one.endsWith(`.${ending}`)).toSorted();
  return lab.bucket.bytes(key ?? "");
}

async function showsPeople(lab: Lab, story: Story, ending: "ts" | "mp4", places: readonly Place[]): Promise<void> {
  const file = await fileOf(lab, story, ending);
  const { people } = await lab.control("GET", `channels/${encodeURIComponent(story.task.cname)}/people`);
  expectLike(Array.isArray(people) ? people.length : 0, places.length, "people in the channel");
  for (const [i, [x, y]] of places.entries()) {
    const { uid, colour } = (people as { uid: string; colour: string }[])[i] ?? { uid: "", colour: "" };
    const [, red = "0", green = "0", blue = "0"] = /^#(..)(..)(..)$/.exec(colour) ?? [];
    const wanted = [red, green, blue].map((part) => Number.parseInt(part, 16)) as Rgb;
    const got = await pixel(file, ending, x, y);
    expectThat(isNear(got, wanted, 20), `the colour of ${uid}, ${colour}, at ${x},${y}`, got);
  }
}
