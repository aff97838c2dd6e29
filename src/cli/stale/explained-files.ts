import { basename, posix } from "node:path";
import type { BuildResult } from "../../compiler/build.js";
import { fileNameOf } from "../../compiler/emit/file-name.js";
import { schemaFileNames } from "../../compiler/emit/schema-files.js";
import type { ManifestDifference } from "../../diff/find-differences.js";

/** A file that is stale, and why. */
export interface ExplainedFile {
  /** From the root, with `/`. */
  readonly file: string;
  /**
   * For an agent's module, the changes of the agent; for the manifest, the changes without a stale module.
   */
  readonly changes: readonly ManifestDifference[];
  /** Whether changes explain it, including those at another file. False if only its text differs. */
  readonly isExplained: boolean;
}

/** The stale files, each agent's module with the changes of the agent. In the order of the files. */
export function explainFiles({
  stale,
  changes,
}: Pick<BuildResult, "stale" | "changes">): readonly ExplainedFile[] {
  const moduleOf = ({ agent }: ManifestDifference) => `${fileNameOf(agent)}.ts`;
  const names = new Set(stale.map((file) => basename(file)));
  const schemas = new Set(changes.flatMap(({ agent }) => schemaFileNames(agent)));
  const shared = changes.length > 0 ? ["index.ts", "manifest.json"] : [];
  return stale.map((file) => {
    const inFolder = posix.join(basename(posix.dirname(file)), basename(file));
    const isSchema = schemas.has(inFolder);
    const ofFile = changes.filter((change) => {
      const module = moduleOf(change);
      return basename(file) === (names.has(module) ? module : "manifest.json");
    });
    // A document describes all agents.
    const isShared = shared.includes(basename(file)) || (shared.length > 0 && file.endsWith(".md"));
    const isExplained = ofFile.length > 0 || isSchema || isShared;
    return { file, changes: ofFile, isExplained };
  });
}
