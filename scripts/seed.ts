import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { asc, eq, sql } from "drizzle-orm";
import { grantToSystem } from "@/lib/auth/ability";
import { createServices, systemContext, type Context } from "@/lib/context";
import type { Database } from "@/lib/db/client";
import { users } from "@/lib/db/schema";
import { createSecretBox, readSecret } from "@/lib/db/secrets";
import { createFirstAdmin } from "@/lib/features/accounts/service/create-first-admin";
import { seedSandboxProject } from "@/lib/features/projects/service/seed-sandbox";
import { findCurrentVersion, keyOwner, listProfiles } from "@/lib/features/storage/data";
import { saveStorageProfile } from "@/lib/features/storage/service/save-profile";
import type { Prepared } from "./launcher/parts";
import type { SandboxDetails } from "./sandbox-details";

const adminEmail = "admin@tally.localhost";
const bucketName = "Sandbox bucket";

export type Seeds = {
  db: Database;
  /** The master key, base64. */
  secretKey: string;
  /** Where `first-admin.txt` is written. */
  dataDir: string;
  /** What the project "Sandbox" points at; without it there is no such project to make or to bring up to date. */
  sandbox: SandboxDetails | undefined;
};

/**
 * Makes what a first start needs and later starts keep: the first admin, and for a sandbox the project that points at
 * it and a storage profile for its bucket. Several processes may call it at once; one does it, the others find it done.
 */
export async function seedInstallation({ db, secretKey, dataDir, sandbox }: Seeds): Promise<Prepared> {
  const ctx = systemContext(createServices({ db, box: createSecretBox(secretKey) }), "first-start");
  return db.transaction(async (lock) => {
    await lock.execute(sql`select pg_advisory_xact_lock(hashtextextended('seed', 0))`);
    const firstAdmin = await seedFirstAdmin({ ...ctx, db: lock }, join(dataDir, "first-admin.txt"));
    const callbackPath = sandbox ? await seedSandbox(ctx, sandbox) : null;
    return { firstAdmin, callbackPath };
  });
}

/** Inside the transaction: an account whose password could not be written down is not made. */
async function seedFirstAdmin(ctx: Context, file: string): Promise<Prepared["firstAdmin"]> {
  const made = await createFirstAdmin({ ctx, email: adminEmail });
  if (made) {
    mkdirSync(join(file, ".."), { recursive: true });
    // The mode of an existing file would stay, so a leftover of an older installation goes first.
    rmSync(file, { force: true });
    writeFileSync(file, `${made.password}\n`, { mode: 0o600 });
    return { email: adminEmail, passwordFile: file };
  }
  const [first] = await ctx.db
    .select({ email: users.email, mustChangePassword: users.mustChangePassword })
    .from(users)
    .where(eq(users.installationRole, "admin"))
    .orderBy(asc(users.createdAt))
    .limit(1);
  if (!first?.mustChangePassword) rmSync(file, { force: true });
  return { email: first?.email ?? adminEmail, passwordFile: existsSync(file) ? file : null };
}

/** Gives the path below the console's address where this sandbox's notifications are expected. */
async function seedSandbox(ctx: Context, sandbox: SandboxDetails): Promise<string> {
  const { projectId, callbackKey } = await seedSandboxProject({
    ctx,
    sandbox: {
      ...sandbox,
      objectStoreEndpoint: sandbox.objectStore.endpoint,
      objectStoreRegion: sandbox.objectStore.region,
    },
  });
  await seedStorageProfile(ctx, projectId, sandbox.objectStore);
  return `/api/callbacks/${callbackKey}`;
}

/** A sandbox whose folder was removed has new keys: the profile then gets a new version with them. */
async function seedStorageProfile(
  ctx: Context,
  projectId: string,
  { bucket, accessKey, secretKey }: SandboxDetails["objectStore"],
): Promise<void> {
  const profiles = await listProfiles(ctx.db, projectId);
  const profile = profiles.find(({ name }) => name === bucketName);
  const current = profile && (await findCurrentVersion(ctx.db, projectId, profile.profileId));
  const stored = current && {
    bucket: current.bucket,
    secretKey: await readSecret(ctx.db, ctx.box, { ownerTable: keyOwner, ownerId: current.id, name: "secretKey" }),
  };
  if (stored?.bucket === bucket && stored.secretKey === secretKey) return;
  // Without the profile but with others, an operator has put their own in its place.
  if (!profile && profiles.length > 0) return;
  await saveStorageProfile({
    ctx,
    grant: grantToSystem(ctx.actor, "storage.save", projectId),
    input: {
      projectId,
      profileId: profile?.profileId,
      name: bucketName,
      // Every vendor and region of a sandbox project leads to the sandbox's own store; this pair is Amazon's us-east-1.
      vendor: "s3",
      storageRegion: 0,
      bucket,
      accessKey,
      secretKey,
      readAccessKey: accessKey,
      readSecretKey: secretKey,
      removeReadKey: false,
    },
  });
}
