import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { parseEnv } from "@/lib/env";
import { requireProduction } from "./production";

const good = {
  DATABASE_URL: "postgres://tally:Zk3mVq81bTxR7w@db.internal/tally",
  TALLY_SECRET_KEY: "k3cVQ0cvQ6y0i2S9s9d8n2xg0uYb2m5l7o1r4t6w8E0=",
  PUBLIC_URL: "https://tally.shop.de",
};
const check = (changes: Record<string, string | undefined>) => () =>
  requireProduction(parseEnv({ ...good, ...changes }));
const base64 = (bytes: number[] | string) => Buffer.from(bytes as never).toString("base64");

describe("requireProduction", () => {
  it("accepts settings that protect", () => {
    expect(check({})()).toMatchObject({ databaseUrl: good.DATABASE_URL, publicUrl: good.PUBLIC_URL });
    expect(check({ PUBLIC_URL: "http://localhost:3000" })).not.toThrow();
  });

  it("accepts any key that was really made at random", () => {
    for (let tries = 0; tries < 2000; tries++) {
      expect(check({ TALLY_SECRET_KEY: randomBytes(32).toString("base64") })).not.toThrow();
    }
  });

  it.each(["DATABASE_URL", "TALLY_SECRET_KEY", "PUBLIC_URL"])("asks for %s", (name) => {
    expect(check({ [name]: undefined })).toThrow(new RegExp(`^${name}: must be|^${name}: must name`));
  });

  it.each([
    ["DATABASE_URL", "postgres://tally:password12345@db.internal/tally", "anyone would guess"],
    ["DATABASE_URL", "postgres://tally@db.internal/tally", "must hold a password"],
    ["DATABASE_URL", "postgres://tally:Zk3mVq81@db.internal/tally", "fewer than 12 characters"],
    ["DATABASE_URL", "postgres://tally:Zk3mVq81bTxR7w@db.example.com/tally", "example host"],
    ["DATABASE_URL", "postgres://recording-desk:Recording-Desk@db.internal/tally", "anyone would guess"],
    ["DATABASE_URL", "postgres://tally:zzzzzzzzzzzzzzzz@db.internal/tally", "anyone would guess"],
    ["DATABASE_URL", "postgres://tally:k7%40%40%40vT3m@db.internal/tally", "fewer than 12 characters"],
    ["DATABASE_URL", "postgres://tally:Zk3mVq81bTxR7w@db.internal/tally?password=short", "fewer than 12 characters"],
    ["TALLY_SECRET_KEY", base64(Array.from({ length: 32 }, () => 0)), "not random"],
    ["TALLY_SECRET_KEY", base64(Array.from({ length: 32 }, (_, index) => index)), "not random"],
    ["TALLY_SECRET_KEY", base64("correct horse battery staple 123"), "not random"],
    ["TALLY_SECRET_KEY", base64("changemechangemechangemechangeme"), "not random"],
    ["PUBLIC_URL", "http://tally.shop.de", "must begin with https"],
    ["PUBLIC_URL", "http://localhost.shop.de", "must begin with https"],
    ["PUBLIC_URL", "https://tally.example.com", "example address"],
  ])("refuses %s=%s", (name, value, reason) => {
    expect(check({ [name]: value })).toThrow(reason);
  });

  it("never repeats a secret in its sentence", () => {
    expect(check({ DATABASE_URL: "postgres://tally:changeme-now-please@db.internal/tally" })).toThrow(
      /^((?!changeme).)*$/,
    );
  });
});
