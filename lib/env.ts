import { z } from "zod";
import { SettingError } from "./errors";

/**
 * Every setting of the product, with its default. This table is the only list: `.env.example` and the README are
 * generated from it by `scripts/settings-doc.ts`, and nothing else in the code reads `process.env`.
 */
const port = (fallback: number) =>
  z.coerce
    .number({ error: "must be a whole number" })
    .int("must be a whole number")
    .min(1, "must be 1 to 65535")
    .max(65535, "must be 1 to 65535")
    .default(fallback);

/** PostgreSQL's driver decodes these parts and would fail later, with the address in its error. */
function isDatabaseAddress(given: string): boolean {
  if (!URL.canParse(given)) return false;
  const { username, password, hostname, pathname, searchParams } = new URL(given);
  if (!hostname && !searchParams.has("host")) return false;
  try {
    [username, password, hostname, pathname].forEach(decodeURIComponent);
    return true;
  } catch {
    return false;
  }
}

export const settings = {
  PORT: { schema: port(3000), about: "Port of the console." },
  HOST: {
    schema: z.string().min(1).default("127.0.0.1"),
    about: "Address everything listens on. Change it only behind a proxy that speaks HTTPS.",
  },
  PUBLIC_URL: {
    schema: z
      .url({ protocol: /^https?$/, error: "must be a full http or https address such as https://tally.example.com" })
      .transform((url) => new URL(url).origin)
      .optional(),
    about: "The address operators type. Default: http://localhost:PORT. Required by `npm run serve`.",
  },
  PROXY_HOPS: {
    schema: z.coerce
      .number("must be a number")
      .int("must be a whole number")
      .min(0, "must be 0 to 5")
      .max(5, "must be 0 to 5")
      .default(0),
    about:
      "How many reverse proxies stand in front of the console. Only the X-Forwarded-For entries they wrote are believed.",
  },
  DATABASE_URL: {
    schema: z
      .string()
      .regex(/^postgres(ql)?:\/\//, "must begin with postgres:// or postgresql://")
      .refine(
        isDatabaseAddress,
        "must be a full address such as postgres://user:password@host:5432/tally, with special characters written as %40 and the like",
      )
      .optional(),
    about: "A PostgreSQL server (16 or newer). Default: the embedded one, with its data under TALLY_DATA_DIR.",
  },
  TALLY_DATA_DIR: {
    schema: z.string().min(1).default(".data"),
    about: "Where the embedded database, the sandbox's media and the files for scripts live.",
  },
  TALLY_SECRET_KEY: {
    schema: z
      .string()
      .regex(/^[A-Za-z0-9+/_-]{43}=?$/, "must be 32 random bytes in base64 (openssl rand -base64 32)")
      .optional(),
    about:
      "Master key that encrypts stored secrets. Default: made at first start and kept in TALLY_DATA_DIR/secret-key. Required by `npm run serve`.",
  },
  TALLY_SANDBOX: {
    schema: z.enum(["on", "off"], "must be on or off").default("on"),
    about: "Whether `npm start` and `npm run dev` also start the sandbox.",
  },
  SANDBOX_PORT: { schema: port(3100), about: "Port of the sandbox's Agora API and control API." },
  OBJECT_STORE_PORT: { schema: port(3200), about: "Port of the sandbox's object store." },
  SANDBOX_CLOCK_RATE: {
    schema: z.coerce
      .number("must be a number")
      .min(0.1, "must be 0.1 to 1000")
      .max(1000, "must be 0.1 to 1000")
      .default(1),
    about: "How many sandbox seconds pass in one real second.",
  },
  SANDBOX_SLICE_SECONDS: {
    schema: z.coerce.number("must be a number").min(1, "must be 1 to 60").max(60, "must be 1 to 60").default(15),
    about: "Length of a recorded slice in seconds.",
  },
  LOG_LEVEL: {
    schema: z
      .enum(["trace", "debug", "info", "warn", "error", "silent"], "must be trace, debug, info, warn, error or silent")
      .default("info"),
    about: "How much the processes log.",
  },
} as const;

type Settings = typeof settings;
type Parsed = { [K in keyof Settings]: z.output<Settings[K]["schema"]> };

/** The parsed settings, in our words. */
export type Env = {
  port: number;
  host: string;
  publicUrl: string;
  isPublicUrlGiven: boolean;
  proxyHops: number;
  databaseUrl: string | undefined;
  dataDir: string;
  secretKey: string | undefined;
  isSandboxOn: boolean;
  sandboxPort: number;
  objectStorePort: number;
  sandboxClockRate: number;
  sandboxSliceSeconds: number;
  logLevel: string;
  /** `next dev`: Next says so by NODE_ENV, which is no setting of ours. Loosens the content security policy only. */
  isDevelopment: boolean;
};

/**
 * Reads all settings from an environment.
 * @throws SettingError naming the first setting that is wrong and the values it allows; an empty value counts as unset.
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const values = Object.fromEntries(
    Object.entries(settings).map(([name, { schema }]) => {
      const given = source[name]?.trim();
      const result = schema.safeParse(given === "" ? undefined : given);
      if (!result.success) throw new SettingError(name, result.error.issues[0]?.message ?? "is not valid");
      return [name, result.data];
    }),
  ) as Parsed; // The keys come from `settings` itself, so the shape is Parsed by construction.

  const ports = [values.PORT, values.SANDBOX_PORT, values.OBJECT_STORE_PORT];
  if (new Set(ports).size < ports.length) {
    throw new SettingError("PORT", "PORT, SANDBOX_PORT and OBJECT_STORE_PORT must be three different ports");
  }

  return {
    port: values.PORT,
    host: values.HOST,
    publicUrl: values.PUBLIC_URL ?? `http://localhost:${values.PORT}`,
    isPublicUrlGiven: values.PUBLIC_URL !== undefined,
    proxyHops: values.PROXY_HOPS,
    databaseUrl: values.DATABASE_URL,
    dataDir: values.TALLY_DATA_DIR,
    secretKey: values.TALLY_SECRET_KEY,
    isSandboxOn: values.TALLY_SANDBOX === "on",
    sandboxPort: values.SANDBOX_PORT,
    objectStorePort: values.OBJECT_STORE_PORT,
    sandboxClockRate: values.SANDBOX_CLOCK_RATE,
    sandboxSliceSeconds: values.SANDBOX_SLICE_SECONDS,
    logLevel: values.LOG_LEVEL,
    isDevelopment: source.NODE_ENV === "development",
  };
}

let current: Env | undefined;

/** The settings of this process, parsed once. */
export function env(): Env {
  current ??= parseEnv(process.env);
  return current;
}
