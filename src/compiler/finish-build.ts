import type { Manifest } from "../manifest/manifest.js";
import type { CallableCounts, Compiled, CompileFailure } from "./program/compiled.js";
import type { Diagnostic } from "./diagnostics/diagnostic.js";
import { hasError } from "./diagnostics/has-error.js";
import { settleDiagnostics } from "./diagnostics/settle-diagnostics.js";
import type { LockOptions } from "./write/take-lock.js";
import { writeTree } from "./write/write-tree.js";

/** How a build ends. */
interface FinishOptions {
  readonly check?: boolean;
  readonly strict?: boolean;
  /** Absolute. */
  readonly root: string;
  readonly waiting: LockOptions;
}

/**
 * Writes what a project compiles to, and gives the build's result. `strict` decides only whether it is
 * written, not what is compiled.
 */
export async function finishBuild(compiled: Compiled, options: FinishOptions) {
  const { output, tree, section, agents, networks } = compiled;
  const { check = false, strict = false, root, waiting } = options;
  const settled = settleDiagnostics(compiled.diagnostics, { directives: [], strict });
  if (hasError(settled)) return failed(settled, compiled);
  const writing = { root, output, section, check, keepEdited: strict, ...waiting };
  const { diagnostics: found, ...done } = await writeTree(tree, writing);
  const diagnostics = settleDiagnostics([...found, ...settled], { directives: [], strict });
  if (hasError(diagnostics)) return failed(diagnostics, compiled);
  return {
    result: {
      ok: true,
      diagnostics,
      ...done,
      agents,
      networks,
      files: tree.size,
      unchanged: false,
    },
    readManifest: () => JSON.parse(tree.get("manifest.json") ?? "null") as Manifest,
  };
}

/** Says why nothing is written. */
export function refuseBuild(
  failure: CompileFailure,
  { strict = false }: Pick<FinishOptions, "strict">,
) {
  return failed(settleDiagnostics(failure.diagnostics, { directives: [], strict }), failure);
}

function failed(diagnostics: readonly Diagnostic[], { agents, networks }: CallableCounts) {
  const nothing = { written: [], removed: [], stale: [], changes: [], files: 0, unchanged: false };
  return {
    result: { ok: false, diagnostics, ...nothing, agents, networks },
    readManifest: undefined,
  };
}
