import { importStyleOf } from "../../compiler/source/import-style.js";
import type { ImportStyle } from "../../config/config.js";
import { isCommonJs } from "./is-common-js.js";
import { readTsconfig } from "./read-tsconfig.js";

/** How modules of a project import each other, by its tsconfig. */
export function importStyleIn(root: string): ImportStyle {
  try {
    const options = readTsconfig(root) ?? {};
    return importStyleOf(options, isCommonJs(root, options));
  } catch {
    // The build reports the fault in the tsconfig; the file can still be written.
    return "js";
  }
}
