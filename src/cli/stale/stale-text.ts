import type { BuildResult } from "../../compiler/build.js";
import { describeChange, valuesOf } from "../diff/describe-change.js";
import type { Paint } from "../terminal/paint.js";
import { explainFiles } from "./explained-files.js";

/** The stale files, each with the fields of its agent that changed. Ends in a line break. */
export function staleText(result: Pick<BuildResult, "stale" | "changes">, paint: Paint): string {
  const lines = explainFiles(result).flatMap(({ file, changes }) => [
    `  ${file}`,
    ...changes.map((change) => {
      const values = valuesOf(change);
      return `    ${describeChange(change)}${values === undefined ? "" : paint.dim(`: ${values}`)}`;
    }),
  ]);
  return [paint.red("Stale:"), ...lines, "run: agents build", ""].join("\n");
}
