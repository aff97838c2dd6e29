import path from "node:path";
import { parseTsconfig } from "get-tsconfig";
import { findTsconfig } from "../compiler/source/find-tsconfig.js";

/** What the tsconfig of a file says about classes. */
export interface Dialect {
  /** `experimentalDecorators` */
  readonly legacyDecorators: boolean;
  /** `useDefineForClassFields`, by default whether the target is ES2022 or later. */
  readonly definesFields: boolean;
}

/**
 * Reads which TypeScript a file is written in from the nearest tsconfig, as TypeScript does.
 *
 * @param file absolute
 * @throws when the tsconfig cannot be read
 */
export function readDialect(file: string): Dialect {
  const tsconfig = nearestTsconfig(file.replaceAll("\\", "/"));
  const { compilerOptions: options = {} } = tsconfig === undefined ? {} : parseTsconfig(tsconfig);
  const { target, useDefineForClassFields } = options;
  return {
    legacyDecorators: options.experimentalDecorators === true,
    // `parseTsconfig` sets it for each target that implies it. The default target is the newest.
    definesFields: useDefineForClassFields ?? target === undefined,
  };
}

function nearestTsconfig(file: string): string | undefined {
  for (let folder = path.posix.dirname(file); ; folder = path.posix.dirname(folder)) {
    const found = findTsconfig(folder, [file]).file;
    if (found !== undefined || folder === path.posix.dirname(folder)) return found;
  }
}
