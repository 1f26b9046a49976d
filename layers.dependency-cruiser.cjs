/**
 * Who may import whom, as one table; ARCHITECTURE.md has the picture. `npm run verify` runs it through
 * `scripts/layers.ts`, which also finds what a dependency checker cannot see: a file in no layer, a misnamed feature
 * file, and a run that read nothing. TypeScript 7 has no compiler API, so the parser is swc: without @swc/core installed
 * NOTHING is cruised and the run still exits 0.
 */

/** Where each layer lives. */
const layers = {
  "layout-editor": "^lib/layout-editor/",
  timeline: "^lib/timeline/",
  agora: "^lib/agora/",
  db: "^lib/db/",
  base: "^lib/(errors|env|logger)\\.ts$",
  context: "^lib/context\\.ts$",
  contract: "^lib/features/[^/]+/(schema|types|constants|lifecycle)(\\.ts$|/)",
  service: "^lib/features/[^/]+/(data|service)(\\.ts$|/)",
  actions: "^lib/features/[^/]+/actions\\.ts$",
  queries: "^lib/features/[^/]+/queries\\.ts$",
  "action-client": "^lib/actions/action-client\\.ts$",
  "action-contract": "^lib/actions/(?!action-client)",
  auth: "^lib/auth/",
  queue: "^lib/jobs/(queue\\.ts$|definitions/)",
  "rate-limit": "^lib/jobs/rate-limit\\.ts$",
  jobs: "^lib/jobs/(?!queue\\.ts$|definitions/|rate-limit\\.ts$)",
  sandbox: "^lib/sandbox/",
  ui: "^components/ui/",
  components: "^components/(?!ui/)",
  app: "^(app/|(proxy|instrumentation)\\.ts$)",
  e2e: "^e2e/",
};

/** Who may import whom. A layer may always import itself. */
const mayImport = {
  "layout-editor": [],
  timeline: [],
  agora: [],
  base: [],
  ui: ["timeline"], // Pure time: what a clock shows in a zone.
  "action-contract": [],
  db: ["base"],
  queue: ["base", "db", "contract"],
  "rate-limit": ["base", "db", "agora"],
  contract: ["layout-editor", "timeline"],
  context: ["base", "db", "agora", "queue", "rate-limit"],
  service: ["context", "contract", "db", "agora", "queue", "layout-editor", "timeline", "base"],
  auth: ["db", "base", "contract"],
  "action-client": ["action-contract", "auth", "context", "base"],
  actions: ["contract", "service", "action-client"],
  queries: ["contract", "actions", "action-contract"],
  jobs: ["queue", "rate-limit", "context", "service", "contract", "db", "base"],
  sandbox: ["agora", "layout-editor"],
  components: ["ui", "contract", "actions", "queries", "action-contract", "layout-editor", "timeline"],
  app: [
    "components",
    "ui",
    "contract",
    "service",
    "actions",
    "queries",
    "auth",
    "context",
    "layout-editor",
    "timeline",
    "base",
  ],
  e2e: ["sandbox"],
};

/** The only packages a layer may know, and whether it may know Node itself. What runs in a browser may not. */
const mayKnow = {
  "layout-editor": { packages: [], node: false },
  timeline: { packages: [], node: false },
  contract: { packages: ["zod"], node: false },
  queries: { packages: ["@tanstack/react-query"], node: false },
  agora: { packages: ["zod", "undici", "agora-token"], node: true },
  base: { packages: ["zod", "pino"], node: true },
};

/** Packages that a layer may not know, for layers that use many others. */
const mustNotKnow = {
  db: "react|react-dom|next|next-auth|next-safe-action|pg-boss|undici",
  service: "react|react-dom|next|next-auth|next-safe-action",
  jobs: "react|react-dom|next|next-auth|next-safe-action",
  context: "react|react-dom|next|next-auth|next-safe-action",
  sandbox: "react|react-dom|next|next-auth|next-safe-action|drizzle-orm|pg|pg-boss",
  ui: "next-auth|next-safe-action|drizzle-orm|pg|pg-boss|undici|@tanstack/react-query",
  components: "next-auth/.*|drizzle-orm|pg|pg-boss|undici",
};

const project = "^(app|components|lib|e2e)/|^(proxy|instrumentation)\\.ts$";
const test = "\\.(test|spec)\\.tsx?$";
const helper = "(^|/)test-[^/]+\\.tsx?$";
const npm = ["npm", "npm-dev", "npm-optional", "npm-peer", "npm-no-pkg", "npm-unknown", "unknown"];
const paths = (names) => names.map((name) => layers[name]).join("|");
/** A package is named by its folder, or by itself where it is not installed. */
const packages = (names) => `(^|node_modules/)(${names})(/|$)`;
const from = (name) => ({ path: layers[name], ...(name === "e2e" ? {} : { pathNot: `${test}|${helper}` }) });

module.exports = {
  forbidden: [
    ...Object.keys(layers).map((name) => ({
      name: `layer-${name}`,
      comment: `${name} may import: ${[name, ...mayImport[name]].join(", ")}`,
      severity: "error",
      from: from(name),
      to: { path: project, pathNot: paths([name, ...mayImport[name]]) },
    })),
    ...Object.entries(mayKnow).map(([name, known]) => ({
      name: `packages-${name}`,
      comment: `${name} knows ${known.packages.join(", ") || "no package"}${known.node ? "" : " and nothing of Node"}`,
      severity: "error",
      from: from(name),
      to: {
        dependencyTypes: known.node ? npm : [...npm, "core"],
        ...(known.packages.length > 0 && { pathNot: packages(known.packages.join("|")) }),
      },
    })),
    ...Object.entries(mustNotKnow).map(([name, names]) => ({
      name: `packages-${name}`,
      comment: `${name} does not know ${names.replaceAll("|", ", ")}`,
      severity: "error",
      from: from(name),
      to: { dependencyTypes: npm, path: packages(names) },
    })),
    {
      name: "browser-code-knows-no-node",
      comment: "What is sent to browsers cannot use modules of Node.",
      severity: "error",
      from: { path: "^components/", pathNot: test },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "tests-stay-outside",
      comment: "The product does not import tests or their helpers (test-*.ts).",
      severity: "error",
      from: { path: project, pathNot: `${test}|${helper}|^e2e/` },
      to: { path: `${test}|${helper}` },
    },
    {
      name: "no-cycles",
      comment: "Two files that need each other are one. (Knowing only the other's types is no need.)",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    parser: "swc",
  },
};

// Not enumerable: dependency-cruiser refuses a configuration with a property it does not know.
Object.defineProperty(module.exports, "layers", { value: layers });
