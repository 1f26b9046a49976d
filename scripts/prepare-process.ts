import { join } from "node:path";
import { readFileSync } from "node:fs";
import { connect } from "@/lib/db/client";
import { migrate } from "@/lib/db/migrate";
import { parseEnv } from "@/lib/env";
import { SettingError } from "@/lib/errors";
import type { Prepared } from "./launcher/parts";
import { runPart } from "./launcher/report";
import { sandboxDetails } from "./sandbox-details";
import { seedInstallation } from "./seed";

/** Brings the database to the newest schema and makes what a first start needs; changes nothing on later starts. */
await runPart(async () => {
  const env = parseEnv(process.env);
  if (!env.databaseUrl) throw new SettingError("DATABASE_URL", "must be set for this process");
  if (!env.secretKey) throw new SettingError("TALLY_SECRET_KEY", "must be set for this process");
  await migrate(env.databaseUrl);

  const connection = connect(env.databaseUrl, { max: 3 });
  try {
    const details: Prepared = await seedInstallation({
      db: connection.db,
      secretKey: env.secretKey,
      dataDir: env.dataDir,
      sandbox: env.isSandboxOn
        ? sandboxDetails.parse(JSON.parse(readFileSync(join(env.dataDir, "sandbox.json"), "utf8")))
        : undefined,
    });
    return { details, stop: async () => undefined };
  } finally {
    await connection.close();
  }
});
