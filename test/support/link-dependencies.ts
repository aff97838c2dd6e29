import { mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const installed = join(repository, "node_modules");

/**
 * Makes a `node_modules` of a project's own, with links to this package, as it was built before the tests,
 * and to every package that this repository has.
 */
export function linkDependencies(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(installed)) {
    if (!name.startsWith(".")) symlinkSync(join(installed, name), join(folder, name));
  }
  symlinkSync(repository, join(folder, "troupe"));
}
