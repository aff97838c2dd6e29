import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const lockfiles = [
  ["pnpm-lock.yaml", "pnpm add"],
  ["yarn.lock", "yarn add"],
  ["bun.lock", "bun add"],
] as const;

/** How to install what a project lacks: to run agents, and to build them. None when nothing is missing. */
export function installCommands(root: string): string[] {
  const missing = (names: readonly string[]) => names.filter((name) => !isInstalled(root, name));
  const add = lockfiles.find(([file]) => existsSync(join(root, file)))?.[1] ?? "npm install";
  const commands: string[] = [];
  const toRun = missing(["troupe", "zod"]);
  if (toRun.length > 0) commands.push(`${add} ${toRun.join(" ")}`);
  const toBuild = missing(["ts-morph", "tsx", "typescript", "@types/node"]);
  if (toBuild.length > 0) commands.push(`${add} -D ${toBuild.join(" ")}`);
  return commands;
}

/** The major version of a package as a project sees it, or `undefined` when it is not installed. */
export function installedMajor(root: string, name: string): number | undefined {
  const folder = findPackage(root, name);
  if (folder === undefined) return undefined;
  const text = readFileSync(join(folder, "package.json"), "utf8");
  const { version } = JSON.parse(text) as { version?: string };
  return version === undefined ? undefined : Number.parseInt(version, 10);
}

function isInstalled(root: string, name: string): boolean {
  return findPackage(root, name) !== undefined;
}

// Walked by hand: `require.resolve` obeys `exports`, which need not have a package.json.
function findPackage(root: string, name: string): string | undefined {
  for (let folder = root; ; folder = dirname(folder)) {
    const candidate = join(folder, "node_modules", name);
    if (existsSync(join(candidate, "package.json"))) return candidate;
    if (folder === dirname(folder)) return undefined;
  }
}
