import { expect, it } from "vitest";
import { CommandRegistry, isFoundBy, isRunnable, type Command } from "./command-registry";

const command = (id: string, more: Partial<Command> = {}): Command => ({
  id,
  label: id,
  group: "Test",
  run: () => {},
  ...more,
});

it("lists what its owners offer, and forgets an owner that leaves", () => {
  const registry = new CommandRegistry();
  registry.set("shell", [command("go"), command("keys")]);
  registry.set("page", [command("stop")]);
  expect(registry.list().map(({ id }) => id)).toEqual(["go", "keys", "stop"]);
  registry.delete("page");
  expect(registry.list().map(({ id }) => id)).toEqual(["go", "keys"]);
});

it("keeps one command per id, the latest", () => {
  const registry = new CommandRegistry();
  registry.set("shell", [command("stop", { label: "old" })]);
  registry.set("page", [command("stop", { label: "new" })]);
  expect(registry.list().map(({ label }) => label)).toEqual(["new"]);
});

it("gives the same list until something changes, and then tells", () => {
  const registry = new CommandRegistry();
  let calls = 0;
  registry.subscribe(() => (calls += 1));
  expect(registry.list()).toBe(registry.list());
  registry.set("shell", [command("go")]);
  expect(calls).toBe(1);
});

it("runs a command unless it says that it cannot", () => {
  expect(isRunnable(command("go"))).toBe(true);
  expect(isRunnable(command("go", { isEnabled: () => false }))).toBe(false);
});

it("finds a command by the beginnings of its words, in any order", () => {
  expect(isFoundBy("rec go", "Go to recordings")).toBe(true);
  expect(isFoundBy("BUCKET", "Go to storage", ["bucket", "vendor"])).toBe(true);
  expect(isFoundBy("", "Go to storage")).toBe(true);
  expect(isFoundBy("class", "Go to settings", ["project", "credentials"])).toBe(false);
  expect(isFoundBy("go nowhere", "Go to storage")).toBe(false);
});
