import { complain } from "./launcher/say";

/** `npm start` and, with `--dev`, `npm run dev`: everything on one machine, sandbox and database included. */
const major = Number(process.versions.node.split(".")[0]);
if (major < 24) {
  complain("Tally needs Node 24, which npm ci installed beside it. Start it with: npm start");
  process.exit(1);
}
// Loaded only now: an older Node would stop at the first module it does not know.
const { launch } = await import("./launcher/launch");
await launch(process.argv.includes("--dev") ? "development" : "production");
