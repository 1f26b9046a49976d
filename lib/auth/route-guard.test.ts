import { NextRequest } from "next/server";
import { expect, test } from "vitest";
import type { UserActor } from "@/lib/db/actor";
import { TallyError } from "@/lib/errors";
import { createLogger } from "@/lib/logger";
import { createRouteGuard } from "./route-guard";

const actor: UserActor = { kind: "user", userId: "ada", sessionId: "s1", name: "Ada", installationRole: null };
const silent = createLogger("test", "silent");
const signedIn = createRouteGuard(async () => actor, silent);
const context = { params: Promise.resolve({ id: "7" }) };
const get = () =>
  new NextRequest("http://localhost:3000/api/things/7", { headers: { "x-tally-client": "203.0.113.7" } });

test("without a session nothing is read", async () => {
  let reads = 0;
  const route = createRouteGuard(
    async () => null,
    silent,
  )(async () => {
    reads += 1;
    return Response.json({});
  });
  const answer = await route(get(), { params: Promise.resolve({}) });
  expect(answer.status).toBe(401);
  expect(answer.headers.get("Cache-Control")).toBe("no-store");
  expect(await answer.json()).toMatchObject({ code: "UNAUTHENTICATED", requestId: expect.stringMatching(/^\w{26}$/) });
  expect(reads).toBe(0);
});

test("the handler learns who asks, for what and from where, and its answer is not cached unless it says so", async () => {
  const route = signedIn<{ id: string }>(async ({ actor: who, params, clientAddress }) =>
    Response.json({ who: who.userId, id: params.id, clientAddress }),
  );
  const answer = await route(get(), context);
  expect(await answer.json()).toEqual({ who: "ada", id: "7", clientAddress: "203.0.113.7" });
  expect(answer.headers.get("Cache-Control")).toBe("no-store");

  const cached = signedIn(async () => new Response("x", { headers: { "Cache-Control": "private, max-age=60" } }));
  expect((await cached(get(), { params: Promise.resolve({}) })).headers.get("Cache-Control")).toBe(
    "private, max-age=60",
  );
});

test.each([
  ["FORBIDDEN", 403],
  ["NOT_FOUND", 404],
  ["INVALID", 400],
  ["CONFLICT", 409],
  ["RATE_LIMITED", 429],
  ["UPSTREAM", 502],
  ["UNAVAILABLE", 503],
] as const)("%s is answered by %i with its sentence", async (code, status) => {
  const route = signedIn(async () => {
    throw new TallyError(code, "A sentence.");
  });
  const answer = await route(get(), { params: Promise.resolve({}) });
  expect(answer.status).toBe(status);
  expect(await answer.json()).toMatchObject({ code, message: "A sentence." });
});

test("what was not foreseen says nothing of itself", async () => {
  for (const error of [new Error("password is hunter2"), new TallyError("INTERNAL", "password is hunter2")]) {
    const route = signedIn(async () => {
      throw error;
    });
    const answer = await route(get(), { params: Promise.resolve({}) });
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain("hunter2");
  }
});
