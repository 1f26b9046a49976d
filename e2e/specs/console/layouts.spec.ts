import { axeFindings, contrastFindings } from "../../axe";
import { expect, test } from "../../fixtures";
import { LayoutEditorPage } from "../../pages/layout-editor-page";
import { StartRecordingPage } from "../../pages/start-recording-page";
import { chooseTheme } from "../../theme";

// What the browser says of an answer that never came.
test.use({ expectedErrors: /net::ERR_FAILED/ });

test("a layout is drawn, saved, opened again, taken out and brought in as JSON, and chosen for a recording", async ({
  admin,
}) => {
  const name = "Two and a strip";
  const editor = new LayoutEditorPage(admin);
  await editor.openNew();
  await editor.choosePreset("Presenter and strip");
  await expect(editor.regions).toHaveCount(4);
  await editor.region(1).click();
  await editor.field("User").fill("42");
  await admin.keyboard.press("Enter");
  const drawn = await editor.placesRead();

  // Saving says what is missing, and that an answer was lost; nothing drawn is lost by either.
  await editor.save();
  await expect(editor.name).toHaveAccessibleDescription(/Enter a name/);
  await editor.name.fill(name);
  await admin.route("**/layouts/new", (route) =>
    route.request().method() === "POST" ? route.abort() : route.continue(),
  );
  await editor.save();
  await expect(admin.getByText("It is not known whether the layout was saved")).toBeVisible();
  await admin.unrouteAll();
  await editor.save();
  await admin.waitForURL("/layouts");
  await expect(editor.gallery).toContainText(name);
  expect(await axeFindings(admin)).toEqual([]);

  await editor.openSaved(name);
  expect(await editor.placesRead()).toEqual(drawn);
  expect(await axeFindings(admin)).toEqual([]);
  await chooseTheme(admin, "light");
  await editor.openSaved(name);
  expect(await contrastFindings(admin)).toEqual([]);
  const exported = await editor.exported();
  await editor.bringIn("{");
  await expect(editor.transfer).toContainText("This is not JSON");
  await admin.keyboard.press("Escape");
  await editor.region(1).click();
  await admin.keyboard.press("Control+a");
  await admin.keyboard.press("Delete");
  await expect(editor.regions).toHaveCount(0);
  await editor.exported();
  await editor.bringIn(exported);
  await expect(editor.regions).toHaveCount(4);
  expect(await editor.placesRead()).toEqual(drawn);
  await editor.save();
  await admin.waitForURL("/layouts");
  await expect(editor.gallery).toContainText("Version 2");
  expect(await contrastFindings(admin)).toEqual([]);

  const form = new StartRecordingPage(admin);
  await form.open();
  await form.choose("Choose the layout from", "Saved layouts");
  await form.choose("Saved layout", name);
  const json = await form.openJson();
  const written = JSON.parse(await json.inputValue());
  const { transcodingConfig } = written.start.recordingConfig;
  expect(transcodingConfig.layoutConfig).toEqual(JSON.parse(exported).layoutConfig);

  // What is written by hand is still there after a look at another mode, and goes into the form or says why not.
  const [first, second, third] = transcodingConfig.layoutConfig;
  const writeRegions = (...layoutConfig: unknown[]) => {
    transcodingConfig.layoutConfig = layoutConfig;
    return json.fill(JSON.stringify(written));
  };
  await writeRegions(first, { ...second, width: 0 });
  await form.chooseMode("Individual");
  await form.chooseMode("Composite");
  await expect(json).toHaveValue(/"width":0,/);
  await form.showForm();
  await expect(form.alert).toContainText("start.recordingConfig.transcodingConfig.layoutConfig.1.width Has no size");
  await writeRegions(first, second, third);
  await form.showForm();
  await expect(form.form.getByRole("group", { name: "Custom regions (3)" })).toBeVisible();
  expect(await axeFindings(admin)).toEqual([]);

  // Removing it says the same of a lost answer, and can be pressed again.
  await editor.openGallery();
  await admin.route("**/layouts", (route) => (route.request().method() === "POST" ? route.abort() : route.continue()));
  await editor.remove(name);
  await expect(admin.getByText(`It is not known whether "${name}" was removed`)).toBeVisible();
  await admin.unrouteAll();
  await editor.remove(name);
  await expect(admin.getByText("No layout is saved yet")).toBeVisible();
});
