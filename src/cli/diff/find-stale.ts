import { build } from "../../compiler/build.js";
import type { ProjectOptions } from "../project/project.js";

/**
 * Says why the manifest in the work tree is not what the sources say, in a sentence; `undefined` where it
 * is. Writes nothing.
 *
 * @param output - the output folder, from the root
 */
export async function findStale(
  root: string,
  output: string,
  { config }: ProjectOptions,
): Promise<string | undefined> {
  const checked = await build({ root, check: true, ...(config !== undefined && { config }) });
  const compared = `the last build in ${output}/ is compared instead - run: agents build`;
  if (!checked.ok) return `The sources do not build: ${compared}`;
  if (checked.changes.length === 0) return undefined;
  const agents = [...new Set(checked.changes.map(({ agent }) => agent))].join(", ");
  return `${output}/ is stale (${agents} changed since it was built): ${compared}`;
}
