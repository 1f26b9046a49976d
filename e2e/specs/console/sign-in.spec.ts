import { expect, test } from "../../fixtures";
import { ShellPart } from "../../pages/shell-part";
import { SignInPage } from "../../pages/sign-in-page";

test.describe("with a wrong password", () => {
  // The browser itself logs the refusal of the sign-in request.
  test.use({ expectedErrors: /401 \(Unauthorized\)/ });

  test("sign-in says no more than that one of the two is wrong, and keeps what was typed", async ({
    page,
    adminCredentials,
  }) => {
    const signIn = new SignInPage(page);
    await signIn.open();
    await signIn.signIn({ email: "nobody@example.com", password: "not the password" });
    await expect(signIn.alert).toHaveText("The e-mail address or the password is wrong.");
    await signIn.signIn({ email: adminCredentials.email, password: "not the password" });
    await expect(signIn.alert).toHaveText("The e-mail address or the password is wrong.");
    await expect(signIn.email).toHaveValue(adminCredentials.email);
    await expect(signIn.password).toHaveValue("not the password");

    await signIn.signIn(adminCredentials);
    await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
  });
});

test("sign-in asks for what is missing without asking the server", async ({ page }) => {
  const signIn = new SignInPage(page);
  await signIn.open();
  await signIn.signIn({ email: "", password: "" });
  await expect(signIn.email).toHaveAccessibleDescription("Enter the e-mail address");
  await expect(signIn.email).toBeFocused();
  await expect(signIn.password).toHaveAccessibleDescription("Enter the password");
});

test("sign-in leads on to the page that was asked for, and to no other site", async ({ page, adminCredentials }) => {
  const signIn = new SignInPage(page);
  await page.goto("/recordings?channel=lobby");
  await expect(signIn.heading).toBeVisible();
  await signIn.signIn(adminCredentials);
  await expect(page).toHaveURL(/\/recordings\?channel=lobby$/);

  await page.goto("/sign-in?callbackUrl=https://example.com/");
  await expect(page).toHaveURL("/");
});

test.describe("while a page still asks for news", () => {
  // What is under way when the session ends is refused, and the browser says so.
  test.use({ expectedErrors: /401 \(Unauthorized\)/ });

  test("signing out ends the session on the server", async ({ page, adminCredentials }) => {
    const signIn = new SignInPage(page);
    await signIn.open();
    await signIn.signIn(adminCredentials);
    await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
    const cookies = await page.context().cookies();

    await new ShellPart(page).signOut();
    await expect(signIn.heading).toBeVisible();
    await page.context().addCookies(cookies);
    expect((await page.request.get("/api/overview?projectId=x")).status()).toBe(401);
    await page.goto("/recordings");
    await expect(signIn.heading).toBeVisible();
  });
});

test("the session cookie is bound to this host and out of reach of scripts", async ({ admin }) => {
  await admin.goto("/");
  const session = (await admin.context().cookies()).find(({ name }) => name === "__Host-tally-session");
  expect(session).toMatchObject({ httpOnly: true, secure: true, sameSite: "Lax", path: "/" });
  expect(await admin.evaluate(() => document.cookie)).not.toContain("tally-session");
});
