import { expect, it } from "vitest";
import { endReason } from "./embedded-failures";

const stamp = "2026-01-02 03:04:05.678 UTC [42]";

it("names a full disk as the reason a running server ended, whatever followed", () => {
  const log = [
    `${stamp} ERROR:  relation "x" does not exist`,
    `${stamp} PANIC:  could not write to file "pg_wal/xlogtemp.42": No space left on device`,
    `${stamp} LOG:  server process (PID 43) was terminated by signal 6: Aborted`,
    `${stamp} FATAL:  terminating connection due to administrator command`,
  ].join("\n");
  expect(endReason(log, "/data/postgres", "code 1")).toBe(
    "PostgreSQL ended (code 1). The disk that holds /data/postgres is full. Free some space and start again.",
  );
});

it("does not take a client's mistake for the reason", () => {
  const log = [
    `${stamp} ERROR:  corrupted input of a client`,
    `${stamp} FATAL:  password authentication failed for user "tally"`,
  ].join("\n");
  expect(endReason(log, "/data/postgres", "signal SIGKILL")).toBe(
    "PostgreSQL ended (signal SIGKILL) without giving a reason.",
  );
});
