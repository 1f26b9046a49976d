import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/db/actor";
import { memberships, projects, users } from "@/lib/db/schema";
import { createTestDatabase, type TestDatabase } from "@/lib/db/test-db";
import {
  installationActions,
  ownActions,
  projectPermissions,
  roles,
  type Action,
} from "@/lib/features/accounts/constants";
import { allows, authorize, projectsAllowing } from "./ability";

/**
 * The matrix as the product promises it, written out a second time by hand: a change of the table in the code must be
 * made here too, on purpose.
 */
const promised: Record<string, string> = {
  "project.read": "viewer operator engineer admin auditor",
  "project.select": "viewer operator engineer admin auditor",
  "project.save": "admin",
  "storage.read": "viewer operator engineer admin",
  "storage.save": "admin",
  "storage.archive": "admin",
  "storage.check": "engineer admin",
  "storage.configure": "admin",
  "storage.callOff": "admin",
  "recording.read": "viewer operator engineer admin",
  "recording.start": "operator engineer admin",
  "recording.query": "operator engineer admin",
  "recording.update": "operator engineer admin",
  "recording.updateLayout": "operator engineer admin",
  "recording.stop": "operator engineer admin",
  "recording.adopt": "operator engineer admin",
  "recording.close": "engineer admin",
  "recording.retryCredentials": "engineer admin",
  "layout.read": "viewer operator engineer admin",
  "layout.save": "operator engineer admin",
  "layout.archive": "operator engineer admin",
  "library.read": "viewer operator engineer admin",
  "library.listFiles": "viewer operator engineer admin",
  "library.createClip": "operator engineer admin",
  "library.createSnapshot": "operator engineer admin",
  "library.retryItem": "operator engineer admin",
  "library.savePlayback": "admin",
  "audit.read": "admin auditor",
  "account.create": "",
  "account.changePassword": "anyone",
};
const actions = [...Object.keys(projectPermissions), ...installationActions, ...ownActions] as Action[];
const people = [...roles, "stranger", "installationAdmin"] as const;
const places = ["own", "other", "archived", "missing", "installation"] as const;

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  const project = (id: string, archivedAt: Date | null = null) => ({
    id,
    name: id,
    kind: "agora" as const,
    appId: "a".repeat(32),
    apiHosts: ["https://api.agora.io"],
    callbackKey: id,
    archivedAt,
  });
  await database.db.insert(projects).values([project("own"), project("other"), project("archived", new Date())]);
  await database.db.insert(users).values(
    people.map((id) => ({
      id,
      email: `${id}@example.com`,
      emailKey: `${id}@example.com`,
      name: id,
      passwordHash: "none",
      installationRole: id === "installationAdmin" ? ("admin" as const) : null,
    })),
  );
  await database.db
    .insert(memberships)
    .values(roles.flatMap((role) => ["own", "archived"].map((projectId) => ({ projectId, userId: role, role }))));
});
afterAll(() => database.close());

function actorOf(person: string): Actor {
  const installationRole = person === "installationAdmin" ? "admin" : null;
  return { kind: "user", userId: person, sessionId: "s", name: person, installationRole };
}

function expected(person: string, action: string, place: string): string {
  const isMissing = place === "archived" || place === "missing";
  if (person === "installationAdmin") return isMissing ? "NOT_FOUND" : "granted";
  if (place === "installation") return promised[action] === "anyone" ? "granted" : "FORBIDDEN";
  if (isMissing || place === "other" || person === "stranger") return "NOT_FOUND";
  const isPromised = promised[action] === "anyone" || promised[action]?.split(" ").includes(person);
  return isPromised ? "granted" : "FORBIDDEN";
}

describe("every cell of person, action and place", () => {
  test("the promised matrix names every action", () => {
    expect(Object.keys(promised).toSorted()).toEqual(actions.toSorted());
  });

  test.each(people.flatMap((person) => places.map((place) => [person, place] as const)))(
    "%s in %s",
    async (person, place) => {
      const projectId = place === "installation" ? null : place;
      for (const action of actions) {
        const outcome = await authorize(database.db, actorOf(person), action, projectId).then(
          (grant) => {
            expect(grant).toEqual({ action, projectId });
            return "granted";
          },
          (error: { code: string }) => error.code,
        );
        expect(outcome, `${person} ${action} ${place}`).toBe(expected(person, action, place));
      }
    },
  );

  test.each(people)("the projects that allow %s something are those where it is granted", async (person) => {
    for (const action of ["recording.read", "recording.start", "audit.read"] as const) {
      const granted = ["own", "other", "archived"].filter((place) => expected(person, action, place) === "granted");
      const allowing = await projectsAllowing(database.db, actorOf(person), action);
      expect(allowing.toSorted(), action).toEqual(granted.toSorted());
    }
  });

  test("what the stream of changes tells of is read by the same roles", () => {
    for (const action of ["storage.read", "library.read", "layout.read"] as const) {
      expect(projectPermissions[action]).toEqual(projectPermissions["recording.read"]);
    }
  });

  test("engine and notifications have no role", async () => {
    for (const kind of ["system", "notification"] as const) {
      await expect(authorize(database.db, { kind, id: "x" }, "recording.stop", "own")).rejects.toMatchObject({
        code: "NOT_FOUND",
      });
    }
  });

  test("an action that is in no table is refused, even to an installation admin", () => {
    expect(allows("installationAdmin", "recording.destroy" as Action, "own")).toBe(false);
    expect(allows("admin", "toString" as Action, "own")).toBe(false);
  });
});
