import { ts } from "./typescript.js";

/** Files that the builds of a process have parsed, and that the next one may take as they are, by their paths. */
export interface KeptFiles {
  /** TypeScript's own declarations. */
  readonly library: Map<string, ts.SourceFile>;
  /** The declarations of packages. One whose text has changed must be parsed again. */
  readonly declarations: Map<string, ts.SourceFile>;
}

let last: { readonly key: string; readonly files: KeptFiles } | undefined;

/**
 * What earlier builds of this process have left, if their compiler options parse and bind files alike: as a
 * language service has it, which shares files between its programs. Of what a type checker costs, declarations
 * that are the same in each build are two thirds.
 */
export function openKeptFiles(compilerOptions: ts.CompilerOptions): KeptFiles {
  const { lib, noLib } = compilerOptions;
  const settings = ts.createDocumentRegistry().getKeyForCompilationSettings(compilerOptions);
  const key = JSON.stringify([settings, lib, noLib]);
  if (last?.key !== key) last = { key, files: { library: new Map(), declarations: new Map() } };
  return last.files;
}
