import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { sumOf, sumOfText } from "./sum.js";

/** Put in by `scripts/build.ts`: a hash of the source that `dist` is made from. */
declare const troupeBuildId: string | undefined;

/**
 * Which compiler this is: another one may make something else of the same project. The version would
 * not tell two states of a working copy apart. The registry of models is part of it.
 */
export function readBuildId(): string {
  if (typeof troupeBuildId === "string") return troupeBuildId;
  // Not built: this module runs from `src`, and all of that is read.
  const source = path.resolve(import.meta.dirname, "../..");
  const files = globSync("**/*.{ts,json}", { cwd: source }).sort();
  return sumOfText(
    JSON.stringify([
      readFileSync(path.join(source, "../package.json"), "utf8"),
      ...files.map((file) => [file, sumOf(path.join(source, file))]),
    ]),
  );
}
