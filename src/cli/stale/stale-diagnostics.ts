import type { BuildResult } from "../../compiler/build.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { report } from "../../compiler/diagnostics/report.js";
import type { ManifestDifference } from "../../diff/find-differences.js";
import { describeChange, valuesOf } from "../diff/describe-change.js";
import { explainFiles } from "./explained-files.js";

/**
 * Stale files as diagnostics, for programs: one for each change, at the agent's module, and one for each
 * file that no change explains.
 */
export function staleDiagnostics(
  result: Pick<BuildResult, "stale" | "changes">,
): readonly Diagnostic[] {
  return explainFiles(result).flatMap(({ file, changes, isExplained }) => {
    const unexplained = report("write/stale", placeOf(file), { file, what: "its content differs" });
    return [
      ...(isExplained ? [] : [unexplained]),
      ...changes.map((change) =>
        report("write/stale", placeOf(change.source), { file, what: whatOf(change) }),
      ),
    ];
  });
}

function whatOf(change: ManifestDifference): string {
  const values = valuesOf(change);
  return `${describeChange(change)}${values === undefined ? "" : ` (${values})`}`;
}

/** The beginning of a file, because the manifest gives no exact place. */
function placeOf(file: string) {
  return { file, text: "", start: 0, end: 0 };
}
