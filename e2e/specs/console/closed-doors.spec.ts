import type { APIRequestContext, APIResponse } from "playwright/test";
import { expect, test } from "../../fixtures";
import { Installation } from "../../installation";

const { pages, apis } = Installation.underTest().routes();
const actions = Installation.underTest().actions();

/** What answers without a session, on purpose: sign-in with its API, health, and notifications, which are signed. */
const openPages = ["/sign-in"];
const openApis = ["/api/auth/[...nextauth]", "/api/callbacks/[projectKey]", "/api/health"];

const unknownId = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
const withValues = (route: string) =>
  route.replaceAll("[recordingId]", unknownId).replaceAll("[layoutId]", unknownId).replaceAll("[name]", "a.m3u8");

test("the build has the pages, routes and actions that this file is about", () => {
  expect(pages).toEqual(expect.arrayContaining(["/", "/recordings", "/recordings/[recordingId]", "/storage"]));
  expect(apis).toEqual(expect.arrayContaining(["/api/overview", "/api/recordings/[recordingId]/media/[name]"]));
  expect(actions.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["startRecording", "stopRecording", "saveStorageProfile", "saveProject", "selectProject"]),
  );
});

for (const route of pages.filter((page) => !openPages.includes(page))) {
  test(`${route} leads to sign-in without a session`, async ({ request, installation }) => {
    const { email } = installation.firstAdmin();
    const path = withValues(route);
    const page = await request.get(path, { maxRedirects: 0 });
    expect(page.status()).toBe(307);
    expect(page.headers()["location"]).toMatch(/^\/sign-in/);

    const html = await (await request.get(path)).text();
    expect(html).toContain("Sign in to Tally");
    // What the router asks for when it changes pages, and before it does.
    const change = await (await request.get(path, { headers: { RSC: "1" } })).text();
    expect(change).toContain("NEXT_REDIRECT;replace;/sign-in");
    const prefetch = await (await request.get(path, { headers: { RSC: "1", "Next-Router-Prefetch": "1" } })).text();
    for (const body of [await page.text(), html, change, prefetch]) {
      expect(body).not.toContain(email);
      expect(body).not.toContain("Sandbox");
    }
  });
}

for (const route of apis.filter((api) => !openApis.includes(api))) {
  test(`${route} tells nothing without a session`, async ({ request }) => {
    const answer = await request.get(withValues(route), { maxRedirects: 0 });
    expect(answer.status()).toBe(401);
    expect(await answer.json()).toEqual({
      code: "UNAUTHENTICATED",
      message: expect.any(String),
      requestId: expect.any(String),
    });
    expect(answer.headers()["cache-control"]).toBe("no-store");
  });

  test(`${route} only reads`, async ({ adminRequest }) => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      const answer = await adminRequest.fetch(withValues(route), { method });
      expect(answer.status(), method).toBe(405);
    }
  });
}

test("a page without a session names no bucket in its security policy, one with a session does", async ({
  request,
  adminRequest,
}) => {
  const policyOf = async (from: APIRequestContext, path = "/sign-in") =>
    (await from.get(path, { maxRedirects: 0 })).headers()["content-security-policy"];
  expect(await policyOf(request)).toContain("media-src 'self' blob:;");
  expect(await policyOf(request)).not.toMatch(/https?:/);
  expect(await policyOf(adminRequest, "/recordings")).toMatch(/media-src 'self' blob: http:/);
});

test("health is open and says nothing more", async ({ request }) => {
  const answer = await request.get("/api/health");
  expect(answer.status()).toBe(200);
  expect(await answer.json()).toEqual({ status: "ok" });
});

test("a notification without a signature, or with a wrong one, is refused", async ({ request }) => {
  const signed: Record<string, string>[] = [{}, { "Agora-Signature": "00" }, { "Agora-Signature-V2": "0".repeat(64) }];
  for (const headers of signed) {
    const answer = await request.post("/api/callbacks/nobody", { data: { noticeId: "1" }, headers });
    expect(answer.status()).toBe(401);
  }
});

test("Next's image optimiser, which would fetch addresses, is not there", async ({ adminRequest }) => {
  for (const url of ["/favicon.svg", "http://127.0.0.1:22/", "http://169.254.169.254/"]) {
    const answer = await adminRequest.get(`/_next/image?url=${encodeURIComponent(url)}&w=64&q=75`);
    expect(answer.status(), url).toBe(404);
  }
});

test("source maps of the build are not given out", async ({ admin }) => {
  const scripts: string[] = [];
  admin.on("request", (request) => {
    if (new URL(request.url()).pathname.endsWith(".js")) scripts.push(request.url());
  });
  await admin.goto("/recordings");
  expect(scripts.length).toBeGreaterThan(3);
  for (const script of scripts) expect((await admin.request.get(`${script}.map`)).status(), script).toBe(404);
});

test.describe("server actions", () => {
  type Forged = { name: string; headers: (own: string) => Record<string, string> };
  const foreign = "https://evil.example";
  const forgeries: Forged[] = [
    { name: "without an Origin", headers: () => ({}) },
    { name: "from another origin", headers: () => ({ Origin: foreign }) },
    { name: "from no origin that has a name", headers: () => ({ Origin: "null" }) },
    {
      name: "from another origin with a forged host",
      headers: () => ({ Origin: foreign, "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https" }),
    },
    { name: "from another site", headers: (own) => ({ Origin: own, "Sec-Fetch-Site": "cross-site" }) },
    { name: "from a sister site", headers: (own) => ({ Origin: own, "Sec-Fetch-Site": "same-site" }) },
  ];

  type Call = { action: (typeof actions)[number]; input: object; headers: Record<string, string> };

  function post(request: APIRequestContext, { action, input, headers }: Call): Promise<APIResponse> {
    return request.post(action.page, {
      headers: {
        "Next-Action": action.id,
        "Content-Type": "text/plain;charset=UTF-8",
        Accept: "text/x-component",
        ...headers,
      },
      data: JSON.stringify([input]),
      maxRedirects: 0,
    });
  }

  const succeeded = (body: string) => body.includes('"ok":true');
  const own = (baseURL: string | undefined) => new URL(baseURL ?? "").origin;

  /** Names the project that is shown: the one input that changes nothing and suits some actions as it is. */
  async function harmlessInput(request: APIRequestContext): Promise<{ projectId: string }> {
    const [, projectId = ""] =
      /"projectId\\?":\\?"([0-9A-Z]{26})/.exec(await (await request.get("/storage")).text()) ?? [];
    expect(projectId).not.toBe("");
    return { projectId };
  }

  test("are reached by a request of the console's own pages, which is what the others are measured by", async ({
    adminRequest,
    baseURL,
  }) => {
    const input = await harmlessInput(adminRequest);
    const answers: Record<string, boolean> = {};
    for (const action of actions) {
      const answer = await post(adminRequest, { action, input, headers: { Origin: own(baseURL) } });
      expect(answer.status(), action.name).toBe(200);
      answers[action.name] = succeeded(await answer.text());
    }
    const done = Object.entries(answers).filter(([, isDone]) => isDone);
    expect(done.map(([name]) => name)).toEqual(["retryCredentials", "selectProject"]);
  });

  for (const action of actions) {
    test(`${action.name} does nothing for nobody, nor for the admin from elsewhere`, async ({
      adminRequest,
      playwright,
      baseURL,
    }) => {
      const input = await harmlessInput(adminRequest);
      const nobody = await playwright.request.newContext({ baseURL });
      const anonymous = await post(nobody, { action, input, headers: { Origin: own(baseURL) } });
      const said = await anonymous.text();
      expect(succeeded(said)).toBe(false);
      expect(said).toContain("UNAUTHENTICATED");
      await nobody.dispose();

      for (const { name, headers } of forgeries) {
        const answer = await post(adminRequest, { action, input, headers: headers(own(baseURL)) });
        // Refused by us for where it comes from, which is looked at before the input, or by Next itself.
        const outcome = `${answer.status()} ${await answer.text()}`;
        expect(outcome, name).toMatch(/^500 |^200 [^]*"code":"FORBIDDEN"/);
        expect(succeeded(outcome), name).toBe(false);
      }
    });
  }
});
