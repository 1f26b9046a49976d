import { parseSync, type Expression, type ModuleItem } from "@swc/core";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { projectRoot } from "./launcher/project";

/** Every export of a "use server" file can be called by anyone on the network, so each must be built on the one chain. */
const actionFile = /^lib\/features\/[^/]+\/actions\.ts$/;
const chain = { name: "action", from: /(^|\/)lib\/actions\/action-client$|^(\.\.\/)+actions\/action-client$/ };

/**
 * What is wrong with one file, one sentence each: server functions outside `actions.ts`, exports that are not
 * `export const x = action(…)`.
 */
export function faultsOf(path: string, text: string): string[] {
  if (!text.includes("use server")) {
    return actionFile.test(path) ? [`${path}: the first line must be "use server".`] : [];
  }
  const { body } = parseSync(text, { syntax: "typescript", tsx: path.endsWith("x"), target: "es2024" });
  const faults: string[] = [];
  const isServerFile = isDirective(body[0], "use server");
  // A directive inside a function makes that function callable from the network too.
  const directives = text.match(/^\s*["']use server["'];?\s*$/gm)?.length ?? 0;
  if (directives > (isServerFile ? 1 : 0)) {
    faults.push(`${path}: a function of its own is marked "use server". Make it an action in actions.ts.`);
  }
  if (!isServerFile) return faults;
  if (!actionFile.test(path))
    faults.push(`${path}: only lib/features/<feature>/actions.ts may be marked "use server".`);
  const isChainImported = body.some(
    (item) =>
      item.type === "ImportDeclaration" &&
      chain.from.test(item.source.value) &&
      item.specifiers.some((specifier) => specifier.local.value === chain.name),
  );
  if (!isChainImported)
    faults.push(`${path}: import { ${chain.name} } from lib/actions/action-client and build on it.`);
  return [...faults, ...body.flatMap((item) => exportFaults(path, item))];
}

function exportFaults(path: string, item: ModuleItem): string[] {
  const refuse = (what: string) => [`${path}: exports ${what}, which is not built with ${chain.name}(…).`];
  if (item.type === "ExportDeclaration") {
    if (item.declaration.type !== "VariableDeclaration") return refuse("a declaration");
    return item.declaration.declarations.flatMap(({ id, init }) =>
      isChainCall(init) ? [] : refuse(id.type === "Identifier" ? id.value : "a pattern"),
    );
  }
  return item.type.startsWith("Export") ? refuse("something by name") : [];
}

function isChainCall(init: Expression | null | undefined): boolean {
  return init?.type === "CallExpression" && init.callee.type === "Identifier" && init.callee.value === chain.name;
}

function isDirective(item: ModuleItem | undefined, text: string): boolean {
  return (
    item?.type === "ExpressionStatement" && item.expression.type === "StringLiteral" && item.expression.value === text
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const files = ["app", "components", "lib"].flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { recursive: true, encoding: "utf8" })
      .map((file) => `${folder}/${file.replaceAll("\\", "/")}`)
      .filter((file) => /\.tsx?$/.test(file)),
  );
  const faults = files.flatMap((file) => faultsOf(file, readFileSync(join(projectRoot, file), "utf8")));
  for (const fault of faults) console.error(fault);
  console.log(`${files.filter((file) => actionFile.test(file)).length} action files, ${faults.length} problems`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
