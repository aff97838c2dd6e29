import { ts } from "./typescript.js";

/** Files that builds of this process have parsed and the next build may reuse, by path. */
export interface KeptFiles {
  /** TypeScript's own declarations. */
  readonly library: Map<string, ts.SourceFile>;
  /** The declarations of packages. One whose text has changed must be parsed again. */
  readonly declarations: Map<string, ts.SourceFile>;
}

let last: { readonly key: string; readonly files: KeptFiles } | undefined;

/**
 * Files from earlier builds of this process whose compiler options parse and bind files in the same way, as
 * a language service shares files between its programs. Declarations that are the same in each build are
 * two thirds of the cost of a type checker.
 */
export function openKeptFiles(compilerOptions: ts.CompilerOptions): KeptFiles {
  const { lib, noLib } = compilerOptions;
  const settings = ts.createDocumentRegistry().getKeyForCompilationSettings(compilerOptions);
  const key = JSON.stringify([settings, lib, noLib]);
  if (last?.key !== key) last = { key, files: { library: new Map(), declarations: new Map() } };
  return last.files;
}
