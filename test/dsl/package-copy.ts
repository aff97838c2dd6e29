import { readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the repository. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

/**
 * The source of a module that exports everything in `src/dsl`, so that a temporary folder can have a
 * copy of this part of the package of its own.
 */
export function dslModule(): string {
  const folder = path.join(root, "src", "dsl");
  return readdirSync(folder)
    .map((file) => path.join(folder, file).replace(/\.ts$/, ".js"))
    .map((file) => `export * from ${JSON.stringify(file)};\n`)
    .join("");
}
