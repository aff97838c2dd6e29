import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { sumOf, sumOfText } from "./sum.js";

/** Inserted by `scripts/build.ts`: a hash of the source of `dist`. */
declare const troupeBuildId: string | undefined;

/**
 * Identifies this compiler, because another one may compile the same project differently. The version
 * cannot tell two states of a working copy apart. The registry of models is part of it.
 */
export function readBuildId(): string {
  if (typeof troupeBuildId === "string") return troupeBuildId;
  // Not built: this module runs from `src`, so all of `src` is hashed.
  const source = path.resolve(import.meta.dirname, "../..");
  const files = globSync("**/*.{ts,json}", { cwd: source }).sort();
  return sumOfText(
    JSON.stringify([
      readFileSync(path.join(source, "../package.json"), "utf8"),
      ...files.map((file) => [file, sumOf(path.join(source, file))]),
    ]),
  );
}
