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
  // What is typed for one region is that one's, though the next press is on another.
  await editor.region(1).click();
  await editor.field("User").fill("42");
  await editor.region(2).click();
  await expect(editor.field("User")).toHaveValue("");
  await editor.region(1).click();
  await expect(editor.field("User")).toHaveValue("42");
  await keyboard.press("Control+z");
  await expect(editor.field("User")).toHaveValue("");
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
  await editor.expectState(/Revision 1 acknowledged/);
  await disarm();

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
  await editor.expectState(/Revision 2 acknowledged/);

  // The one before goes back on air, and is filmed; then the columns again, as a draft that outlives a reload.
  await editor.undoTake();
  await editor.expectState(/Revision 3 acknowledged/);
  const byMouseAt = await filmMore();
  await expect(recording.calls.getByText("Answer lost")).toHaveCount(1);
  await editor.openLive(recordingId);
  const takes = await editor.openTakes();
  await expect(takes.first()).toContainText("Undo of a take");
  await takes.nth(1).getByRole("button", { name: "Use as draft" }).click();
  await expect(editor.differences).toContainText("Join order 4");
  await admin.reload();
  await expect(editor.differences).toContainText("Join order 4");
  await editor.take();
  await editor.expectState(/Revision 4 acknowledged/);
  await chooseTheme(admin, "light");
  await editor.openLive(recordingId);
  expect(await contrastFindings(admin)).toEqual([]);
  await editor.openTakes();
  await expect(takes).toHaveCount(5);
  await expect(takes.nth(3)).toContainText("sent 2 times");
  await filmMore();
  await recording.stop();
  await expect(recording.state).toHaveText("Safe in your bucket", { timeout: 60_000 });

  const expectPeople = async (spots: readonly (readonly [x: number, y: number, person: number])[]) => {
    await expect(async () => {
      for (const [x, y, person] of spots) await expectPerson(player, { x, y }, people[person]);
    }).toPass({ timeout: 15_000 });
  };
  // Before any Take: the preset of the start, in join order.
  await player.seekBar.fill("0.5");
  await expectPeople([
    [0.25, 0.25, 0],
    [0.75, 0.25, 1],
    [0.25, 0.75, 2],
    [0.75, 0.75, 3],
  ]);
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
