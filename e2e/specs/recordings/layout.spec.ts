import { axeFindings, contrastFindings } from "../../axe";
import { expect, test } from "../../fixtures";
import { LayoutEditorPage } from "../../pages/layout-editor-page";
import { RecordingPage } from "../../pages/recording-page";
import { StartRecordingPage } from "../../pages/start-recording-page";
import { expectPerson } from "../../picture";
import { chooseTheme } from "../../theme";

test("four people are laid out by mouse and again by keys, and are in the file where they were put", async ({
  admin,
  sandbox,
}) => {
  const channel = await sandbox.openChannel(4);
  const people = await sandbox.people(channel);
  await new StartRecordingPage(admin).start(channel);
  const recording = new RecordingPage(admin);
  const { recordingId, player } = recording;
  await expect(recording.state).toHaveText("Recording", { timeout: 30_000 });
  const { keyboard } = admin;
  const editor = new LayoutEditorPage(admin);
  /** Films on until a slice that began after now can be played; gives a moment of it. */
  const filmMore = async (): Promise<number> => {
    await recording.open(recordingId);
    // What there is already has to be loaded, so that what comes can be told from it.
    await expect.poll(() => player.duration(), { timeout: 60_000 }).toBeGreaterThan(0);
    const before = await player.duration();
    await expect.poll(() => player.duration(), { timeout: 60_000 }).toBeGreaterThan(before + 6);
    return (await player.duration()) - 0.5;
  };

  // The answer to the first Take is lost on its way back: it is sent again, which is harmless.
  const disarm = await sandbox.armFault(channel, {
    operation: "updateLayout",
    timing: "after",
    answer: { kind: "reset" },
  });

  // By mouse: the preset as regions; the first one smaller by its handle, into the middle and over the other three.
  await editor.openLive(recordingId);
  await editor.tool("Turn into regions").click();
  await expect(editor.regions).toHaveCount(4);
  await editor.drag({ x: 0.2, y: 0.2 }, { x: 0.2, y: 0.2 });
  await editor.drag({ x: 0.5, y: 0.5 }, { x: 0.3, y: 0.3 }, ["Control"]);
  await expect(editor.field("Width")).toHaveValue("192");
  await editor.drag({ x: 0.15, y: 0.2 }, { x: 0.5, y: 0.55 });
  await expect(editor.field("From the left")).toHaveValue("224");
  // Its other three corners lie below the others.
  await editor.region(1).click({ button: "right", position: { x: 40, y: 40 } });
  await admin.getByRole("menuitem", { name: /^Bring to front/ }).click();
  // A bad number is told at its field and changes nothing.
  await editor.field("Width").fill("wide");
  await keyboard.press("Enter");
  await expect(admin.getByText(/Write a number, a share such as/)).toBeVisible();
  await keyboard.press("Escape");
  await expect(editor.field("Width")).toHaveValue("192");
  await expect(editor.differences).toContainText("Best fit → Custom regions");
  expect(await axeFindings(admin)).toEqual([]);
  await editor.take();
  await editor.expectState(/acknowledged/);
  await disarm();
  const byMouseAt = await filmMore();
  await expect(recording.calls.getByText("Answer lost")).toHaveCount(1);

  // By keys alone, on the page without a mouse: four new columns, each by its numbers.
  await editor.openLive(recordingId);
  await keyboard.press("F6");
  await keyboard.press("Control+a");
  await keyboard.press("Delete");
  await expect(editor.regions).toHaveCount(0);
  for (const [index] of people.entries()) {
    await keyboard.press("a");
    await expect(editor.region(index + 1)).toBeFocused();
    await keyboard.press("Enter");
    await expect(editor.field("From the left")).toBeFocused();
    for (const key of ["Tab", "Tab"]) await keyboard.press(key);
    await expect(editor.field("Width")).toBeFocused();
    await typeOver(admin.keyboard, "25%");
    await keyboard.press("Tab");
    await expect(editor.field("Height")).toBeFocused();
    await typeOver(admin.keyboard, "100%");
    for (const key of ["Shift+Tab", "Shift+Tab", "Shift+Tab"]) await keyboard.press(key);
    await expect(editor.field("From the left")).toBeFocused();
    await typeOver(admin.keyboard, `${index * 25}%`);
    await keyboard.press("Enter");
    await keyboard.press("F6");
    await expect(editor.region(index + 1)).toBeFocused();
  }
  await keyboard.press("Shift+ArrowLeft");
  await expect(editor.region(4)).toHaveAccessibleName(/x 470 px, y 0 px, 160 px by 360 px/);
  await keyboard.press("Control+z");
  await expect(editor.region(4)).toHaveAccessibleName(/x 480 px, y 0 px, 160 px by 360 px/);
  await keyboard.press("Control+Enter");
  await editor.expectState(/acknowledged/);
  await chooseTheme(admin, "light");
  await editor.openLive(recordingId);
  expect(await contrastFindings(admin)).toEqual([]);
  await admin.getByRole("button", { name: /^All layouts of this recording/ }).click();
  const takes = admin.getByRole("list", { name: "Layouts" }).getByRole("listitem");
  await expect(takes).toHaveCount(3);
  await expect(takes.nth(1)).toContainText("sent 2 times");
  await filmMore();
  await recording.stop();
  await expect(recording.state).toHaveText("Safe in your bucket", { timeout: 60_000 });

  const expectPeople = async (spots: readonly (readonly [x: number, y: number, person: number])[]) => {
    await expect(async () => {
      for (const [x, y, person] of spots) await expectPerson(player, { x, y }, people[person]);
    }).toPass({ timeout: 15_000 });
  };
  await player.seekBar.fill(byMouseAt.toFixed(2));
  // Brought to the front, the first region became the last one to be filled.
  await expectPeople([
    [0.75, 0.25, 0],
    [0.25, 0.75, 1],
    [0.75, 0.75, 2],
    [0.5, 0.5, 3],
  ]);
  await player.seekToEnd();
  await expectPeople(people.map((_, index) => [0.125 + index * 0.25, 0.5, index] as const));
  for (const { uid } of people) await sandbox.leave(channel, uid);
});

async function typeOver(
  keyboard: { press(key: string): Promise<void>; type(text: string): Promise<void> },
  text: string,
) {
  await keyboard.press("Control+a");
  await keyboard.type(text);
}
