import { build } from "../../compiler/build.js";
import type { ProjectOptions } from "../project/project.js";

/**
 * Says in one sentence why the manifest in the work tree does not match the sources; `undefined` if it
 * does. Writes nothing.
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
