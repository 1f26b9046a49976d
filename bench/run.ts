import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../scripts/launcher/project";
import { jsBudget } from "./b5-js-budget";
import { layoutDrag } from "./b8-layout-drag";
import { clickToFrame } from "./b9-click-to-frame";
import { judge, line, type Benchmark } from "./benchmark";
import { describeMachine } from "./machine";
import { tenRecordings } from "./s1-ten-recordings";

/**
 * `npm run bench` measures everything, `npm run bench -- B5` one of them. A missed target is said, not failed: a
 * benchmark is no test. The exit code tells only whether it could be measured.
 */
const benchmarks: Benchmark[] = [jsBudget, layoutDrag, clickToFrame, tenRecordings];

const wanted = process.argv.slice(2).map((id) => id.toUpperCase());
const unknown = wanted.filter((id) => !benchmarks.some((benchmark) => benchmark.id === id));
if (unknown.length > 0) {
  console.error(
    `There is no benchmark ${unknown.join(", ")}. There are: ${benchmarks.map(({ id, name }) => `${id} (${name})`).join(", ")}`,
  );
  process.exit(2);
}

const machine = describeMachine();
console.log(
  Object.entries(machine)
    .map(([name, value]) => `${name} ${value}`)
    .join(", "),
);
const results = [];
for (const benchmark of benchmarks.filter((one) => wanted.length === 0 || wanted.includes(one.id))) {
  const { id, name } = benchmark;
  const figures = (await benchmark.run((text) => console.log(`    ${text}`))).map(judge);
  for (const figure of figures) console.log(line(id, figure));
  results.push({ id, name, figures });
}
const file = join(projectRoot, "bench", "results.json");
writeFileSync(file, `${JSON.stringify({ measuredAt: new Date().toISOString(), machine, results }, null, 2)}\n`);
console.log(`Written to ${file}`);
