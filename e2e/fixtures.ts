import { randomInt } from "node:crypto";
import { expect, test as base, type APIRequestContext, type Cookie, type Page } from "playwright/test";
import { Installation, type Credentials } from "./installation";
import { SignInPage } from "./pages/sign-in-page";
import { Sandbox } from "./sandbox";
import { watchPage } from "./watch-page";

type Fixtures = {
  /** A page whose errors fail the test. */
  page: Page;
  /** A page of the first admin, signed in. */
  admin: Page;
  /** Requests of the first admin, without a browser. */
  adminRequest: APIRequestContext;
  /** Words that this test expects in the browser's console; every other error or warning fails it. */
  expectedErrors: RegExp;
  /** The seeded channel with three people; what still records it after the test is ended. */
  lobby: string;
  /** A channel with three people that no other test uses. */
  testChannel: string;
  /** An entry point of live streaming that no other test uses, with nothing set. */
  entryPoint: string;
  /** The App Certificate by which the sandbox checks recorder tokens while the test runs; otherwise it lets all in. */
  strictTokens: string;
};

type WorkerFixtures = {
  installation: Installation;
  sandbox: Sandbox;
  adminCredentials: Credentials;
  /** The session of the first admin, begun once for each worker. */
  adminCookies: Cookie[];
};

export const test = base.extend<Fixtures, WorkerFixtures>({
  installation: [async ({}, use) => use(Installation.underTest()), { scope: "worker" }],
  sandbox: [async ({ installation }, use) => use(new Sandbox(installation)), { scope: "worker" }],
  adminCredentials: [async ({ installation }, use) => use(installation.firstAdmin()), { scope: "worker" }],

  adminCookies: [
    async ({ browser, adminCredentials }, use, { project }) => {
      const context = await browser.newContext({ baseURL: project.use.baseURL });
      const signIn = new SignInPage(await context.newPage());
      await signIn.open();
      // Another worker's wrong passwords may have this account wait a moment.
      await expect(async () => {
        await signIn.signIn(adminCredentials);
        await signIn.page.waitForURL("/", { timeout: 10_000 });
      }).toPass({ timeout: 60_000 });
      const cookies = await context.cookies();
      await context.close();
      await use(cookies);
    },
    { scope: "worker" },
  ],

  expectedErrors: [/^nothing$/, { option: true }],

  page: async ({ page, expectedErrors }, use) => {
    const complaints = await watchPage(page, expectedErrors);
    await use(page);
    expect(complaints, "what the page complained about").toEqual([]);
  },

  admin: async ({ page, adminCookies }, use) => {
    await page.context().addCookies(adminCookies);
    await use(page);
  },

  adminRequest: async ({ playwright, adminCookies, baseURL }, use) => {
    const request = await playwright.request.newContext({
      baseURL,
      storageState: { cookies: adminCookies, origins: [] },
    });
    await use(request);
    await request.dispose();
  },

  lobby: async ({ sandbox }, use) => {
    await use("lobby");
    await sandbox.endRecordingsOf("lobby");
  },

  testChannel: async ({ sandbox }, use) => {
    const name = await sandbox.openChannel(3);
    await use(name);
    await sandbox.endRecordingsOf(name);
    for (const { uid } of await sandbox.people(name)) await sandbox.leave(name, uid);
  },

  entryPoint: async ({ sandbox }, use) => {
    const name = `e2e-${randomInt(10_000, 1_000_000)}`;
    await sandbox.fls("POST", `entry_points?id=${name}`);
    await use(name);
    await sandbox.fls("DELETE", `entry_points/${name}`);
  },

  strictTokens: async ({ sandbox }, use) => {
    await sandbox.ask("PATCH", "/switches", { appCertificate: true });
    await use(sandbox.details.appCertificate);
    await sandbox.ask("PATCH", "/switches", { appCertificate: false });
  },
});

export { expect };
