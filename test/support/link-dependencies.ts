import { mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const installed = fileURLToPath(new URL("../../node_modules", import.meta.url));

/** Makes a `node_modules` of a project's own, with links to every package that this repository has. */
export function linkDependencies(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(installed)) {
    if (!name.startsWith(".")) symlinkSync(join(installed, name), join(folder, name));
  }
}
