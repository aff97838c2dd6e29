import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const installed = join(repository, "node_modules");

/** What package.json lists, a scope once. What only its packages need, they find from where they really are. */
const names = readNames();

/**
 * Makes a `node_modules` of a project's own, with links to this package, as it was built before the tests,
 * and to every package that this repository lists.
 */
export function linkDependencies(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of names) symlinkSync(join(installed, name), join(folder, name));
  symlinkSync(repository, join(folder, "troupe"));
}

function readNames(): ReadonlySet<string> {
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(join(repository, "package.json"), "utf8"),
  ) as Readonly<Record<"dependencies" | "devDependencies", Readonly<Record<string, string>>>>;
  const listed = Object.keys({ ...dependencies, ...devDependencies });
  return new Set(listed.map((name) => name.split("/", 1).join()));
}
