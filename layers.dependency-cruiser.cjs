/**
 * The dependency rule of architecture.md §3 as one table. Run:
 *   depcruise app components lib e2e --config layers.dependency-cruiser.cjs
 * TypeScript 7 has no compiler API, so the parser is swc: without @swc/core installed NOTHING is cruised and the run
 * still exits 0. `verify` must therefore compare the number of cruised modules with the number of source files, and a
 * test must plant one violation per layer (npm modules included) and see each reported.
 */

/** Where each layer lives. */
const layers = {
  "layout-editor": "^lib/layout-editor/",
  agora: "^lib/agora/",
  db: "^lib/db/",
  base: "^lib/(errors|env|logger)\\.ts$",
  context: "^lib/context\\.ts$",
  contract: "^lib/features/[^/]+/(schema|types|constants|lifecycle)\\.ts$",
  service: "^lib/features/[^/]+/(data|service)(\\.ts$|/)",
  actions: "^lib/features/[^/]+/actions\\.ts$",
  queries: "^lib/features/[^/]+/queries\\.ts$",
  "action-client": "^lib/actions/action-client\\.ts$",
  "action-contract": "^lib/actions/(?!action-client)",
  auth: "^lib/auth/",
  queue: "^lib/jobs/(queue\\.ts$|definitions/)",
  jobs: "^lib/jobs/(?!queue\\.ts$|definitions/)",
  sandbox: "^lib/sandbox/",
  ui: "^components/ui/",
  components: "^components/(?!ui/)",
  app: "^app/",
  e2e: "^e2e/",
};

/** Who may import whom. A layer may always import itself. */
const mayImport = {
  "layout-editor": [],
  agora: [],
  base: [],
  ui: [],
  "action-contract": [],
  db: ["base"],
  queue: ["base", "db", "contract"],
  contract: ["layout-editor"],
  context: ["base", "db", "agora", "queue"],
  service: ["context", "contract", "db", "agora", "queue", "layout-editor", "base"],
  auth: ["db", "base", "contract"],
  "action-client": ["action-contract", "auth", "context", "base"],
  actions: ["contract", "service", "action-client"],
  queries: ["contract", "actions", "action-contract"],
  jobs: ["queue", "context", "service", "contract", "db", "base"],
  sandbox: ["agora", "layout-editor"],
  components: ["ui", "contract", "actions", "queries", "action-contract", "layout-editor"],
  app: ["components", "ui", "contract", "service", "actions", "queries", "auth", "context", "layout-editor", "base"],
  e2e: ["sandbox"],
};

/** npm modules that a pure or framework-free layer may not know. */
const mustNotKnow = {
  "layout-editor": "^(react|react-dom|next|drizzle-orm|pg|undici|zod)(/|$)",
  agora: "^(react|react-dom|next|next-auth|next-safe-action|drizzle-orm|pg|pg-boss)(/|$)",
  contract: "^(react|react-dom|next|next-auth|drizzle-orm|pg|pg-boss|undici)(/|$)",
  service: "^(react|react-dom|next|next-auth|next-safe-action)(/|$)",
  sandbox: "^(react|react-dom|next|next-auth|drizzle-orm|pg-boss)(/|$)",
  ui: "^(next-auth|drizzle-orm|pg|pg-boss|undici|@tanstack/react-query)(/|$)",
  components: "^(next-auth/.*|drizzle-orm|pg|pg-boss|undici)(/|$)",
};

const project = "^(app|components|lib|e2e)/";
const test = "\\.(test|spec)\\.tsx?$";
const paths = (names) => names.map((name) => layers[name]).join("|");

module.exports = {
  forbidden: [
    ...Object.keys(layers).map((name) => ({
      name: `layer-${name}`,
      comment: `${name} may import: ${[name, ...mayImport[name]].join(", ")}`,
      severity: "error",
      from: { path: layers[name], ...(name === "e2e" ? {} : { pathNot: test }) },
      to: { path: project, pathNot: paths([name, ...mayImport[name]]) },
    })),
    ...Object.entries(mustNotKnow).map(([name, modules]) => ({
      name: `npm-${name}`,
      comment: `${name} does not know these packages`,
      severity: "error",
      from: { path: layers[name], pathNot: test },
      to: {
        dependencyTypes: ["npm", "npm-dev", "npm-optional", "npm-peer", "npm-no-pkg", "npm-unknown", "unknown"],
        path: modules.replace("^", "(^|node_modules/)"),
      },
    })),
    {
      name: "feature-vocabulary",
      comment: "A feature holds only: schema types constants lifecycle data service actions queries (+ tests).",
      severity: "error",
      from: {
        path: "^lib/features/",
        pathNot:
          "^lib/features/[^/]+/((schema|types|constants|lifecycle|data|service|actions|queries)(\\.test)?\\.ts$|(data|service)/)",
      },
      to: {},
    },
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    parser: "swc",
  },
};
