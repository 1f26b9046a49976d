import { describe, expect, it } from "vitest";
import { parseEnv } from "./env";

const refusalOf = (source: Record<string, string>): string => {
  try {
    parseEnv(source);
  } catch (error) {
    expect(error).toMatchObject({ name: "SettingError" });
    return (error as Error).message;
  }
  return "accepted";
};

describe("DATABASE_URL", () => {
  it.each([
    "postgres://tally:hidden-word@db.internal:5432/tally",
    "postgresql://tally:hidden%40word@[::1]/tally?sslmode=require",
    "postgres://localhost/tally",
    "postgres:///tally?host=/var/run/postgresql",
  ])("accepts %s", (url) => {
    expect(parseEnv({ DATABASE_URL: url }).databaseUrl).toBe(url);
  });

  it.each([
    ["another protocol", "mysql://tally:hidden-word@localhost/x", "must begin with postgres://"],
    ["no host", "postgres://", "must be a full address"],
    ["a port that is none", "postgres://tally:hidden-word@localhost:70000/tally", "must be a full address"],
    ["a slash in the password", "postgres://tally:hidden-word/9@localhost/tally", "must be a full address"],
    ["a per cent sign in the password", "postgres://tally:hidden-word%@localhost/tally", "must be a full address"],
    ["a per cent sign in the user name", "postgres://100%:hidden-word@localhost/tally", "must be a full address"],
    ["a per cent sign in the database", "postgres://tally:hidden-word@localhost/100%", "must be a full address"],
  ])("refuses %s without repeating it", (_case, url, sentence) => {
    const said = refusalOf({ DATABASE_URL: url });
    expect(said).toContain(`DATABASE_URL: ${sentence}`);
    expect(said).not.toContain("hidden-word");
  });
});

describe("ports", () => {
  it("must be three different ones", () => {
    expect(refusalOf({ PORT: "3100" })).toContain("must be three different ports");
  });

  it("name the setting that is no port", () => {
    expect(refusalOf({ SANDBOX_PORT: "99999" })).toBe("SANDBOX_PORT: must be 1 to 65535");
  });
});
