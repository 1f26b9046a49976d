import type { Page } from "playwright/test";
import { axeFindings, contrastFindings } from "../../axe";
import { expect, test } from "../../fixtures";
import { Installation } from "../../installation";
import { SignInPage } from "../../pages/sign-in-page";
import { ShellPart } from "../../pages/shell-part";
import { StoragePage } from "../../pages/storage-page";
import { chooseTheme } from "../../theme";

/** Every page that needs no recording; those of a recording are looked at where one is made. */
const pages = Installation.underTest()
  .routes()
  .pages.filter((page) => !page.includes("[") && page !== "/sign-in");

/** What comes after the page itself: until then there are only grey shapes. */
const late: Readonly<Record<string, string>> = {
  "/library": "[data-playhead]",
  "/layouts/new": '[role="listbox"][aria-label="Canvas"]',
};

async function loaded(page: Page, path: string): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const part = late[path];
  if (part !== undefined) await expect(page.locator(part)).toBeVisible();
}

for (const path of [...pages, "/nothing-here", "/recordings/01ARZ3NDEKTSV4RRFFQ69G5FAV"]) {
  test.describe(path, () => {
    // What the browser says of an address that leads nowhere.
    test.use({ expectedErrors: /status of 404 \(Not Found\) \(.*(nothing-here|FAV)/ });

    test("has nothing that axe finds, dark and light", async ({ admin }) => {
      await admin.goto(path);
      await loaded(admin, path);
      await expect(admin.getByRole("main")).toHaveCount(1);
      expect(await axeFindings(admin)).toEqual([]);
      await chooseTheme(admin, "light");
      await admin.reload();
      await loaded(admin, path);
      expect(await contrastFindings(admin)).toEqual([]);
    });

    test("comes with a strict policy, and with nothing that needs a looser one", async ({ adminRequest }) => {
      const [first, second] = [await adminRequest.get(path), await adminRequest.get(path)];
      const policy = first.headers()["content-security-policy"] ?? "";
      expect(policy).toMatch(/default-src 'none'/);
      expect(policy).toMatch(/script-src 'nonce-[^']+' 'strict-dynamic'/);
      expect(policy).not.toContain("unsafe");
      expect(second.headers()["content-security-policy"]).not.toBe(policy);

      const html = await first.text();
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
      expect(html.match(/<[^>]* style=/g) ?? []).toEqual([]);
      expect(html.match(/<[^>]* on[a-z]+="/g) ?? []).toEqual([]);
      const inline = html.match(/<(script|style)\b[^>]*>/g) ?? [];
      expect(inline.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
      expect(first.headers()).toMatchObject({
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "cross-origin-opener-policy": "same-origin",
        "cache-control": expect.stringContaining("no-store"),
      });
      expect(first.headers()).not.toHaveProperty("x-powered-by");
    });
  });
}

test("sign-in and its messages have nothing that axe finds, dark and light", async ({ page }) => {
  const signIn = new SignInPage(page);
  await signIn.open();
  await signIn.signIn({ email: "", password: "" });
  await expect(signIn.email).toHaveAccessibleDescription(/\S/);
  expect(await axeFindings(page)).toEqual([]);

  await chooseTheme(page, "light");
  await signIn.open();
  await signIn.signIn({ email: "", password: "" });
  await expect(signIn.email).toHaveAccessibleDescription(/\S/);
  expect(await contrastFindings(page)).toEqual([]);
});

test("what opens over a page has nothing that axe finds, dark and light", async ({ admin }) => {
  const storage = new StoragePage(admin);
  await storage.open();
  await storage.openSheet();
  await storage.save();
  await expect(storage.field("Name")).toHaveAccessibleDescription(/Enter a name/);
  expect(await axeFindings(admin)).toEqual([]);

  await storage.open();
  await new ShellPart(admin).openPalette();
  expect(await axeFindings(admin)).toEqual([]);

  await storage.open();
  await admin.getByRole("button", { name: "Theme" }).click();
  await expect(admin.getByRole("menuitemradio", { name: "Light" })).toBeVisible();
  expect(await axeFindings(admin)).toEqual([]);

  await chooseTheme(admin, "light");
  await storage.open();
  await storage.openSheet();
  await storage.save();
  await expect(storage.field("Name")).toHaveAccessibleDescription(/Enter a name/);
  expect(await contrastFindings(admin)).toEqual([]);
});

test("the theme and the time zone that were chosen are there at the next visit, before any script has run", async ({
  admin,
}) => {
  await admin.goto("/recordings");
  await admin.getByRole("button", { name: "Theme" }).click();
  await admin.getByRole("menuitemradio", { name: "Light" }).click();
  await expect(admin.locator("html")).toHaveAttribute("data-theme", "light");
  const html = await (await admin.request.get("/recordings")).text();
  expect(html).toContain('data-theme="light"');
});

test("the narrowest supported window needs no scrolling sideways", async ({ admin }) => {
  await admin.setViewportSize({ width: 1024, height: 768 });
  for (const path of pages) {
    await admin.goto(path);
    await expect(admin.getByRole("heading", { level: 1 })).toBeVisible();
    const widths = await admin.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
    expect(widths[0], path).toBeLessThanOrEqual(widths[1] ?? 0);
  }
});
