import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseEnv, type Env } from "@/lib/env";
import { projectRoot } from "./project";
import { StartError } from "./say";

/**
 * The settings of this start. The npm commands pass `--dotenv`: then `.env` fills in what the environment leaves open.
 * Tests start the same files without it, so that a developer's own settings change no result.
 * @throws SettingError naming the first setting that is wrong
 */
export function readSettings(): Env {
  const file = join(projectRoot, ".env");
  if (process.argv.includes("--dotenv") && existsSync(file)) {
    try {
      process.loadEnvFile(file);
    } catch (cause) {
      throw new StartError(`${file} cannot be read. Each of its lines must be NAME=value.`, { cause });
    }
  }
  return parseEnv(process.env);
}
