import { join } from "node:path";
import { findAgentFiles } from "../../compiler/source/find-agent-files.js";

/** Matches the code of a project, for any compiler. */
export const codeGlob = "**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts,svelte,vue,astro}";

/**
 * The folder with a project's code: `src`, or `""` for the root itself. The output belongs there, because a
 * module outside it would change where tsc writes all others.
 */
export async function sourceFolderOf(root: string): Promise<"src" | ""> {
  const found = await findAgentFiles({ root: join(root, "src"), globs: [codeGlob] });
  return found.length > 0 ? "src" : "";
}
