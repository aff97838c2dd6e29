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
    // The build says what is wrong with the tsconfig; a file may be written all the same.
    return "js";
  }
}
