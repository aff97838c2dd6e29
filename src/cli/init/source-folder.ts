import { join } from "node:path";
import { findAgentFiles } from "../../compiler/source/find-agent-files.js";

/** Code of a project, whatever compiles it. */
export const codeGlob = "**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts,svelte,vue,astro}";

/**
 * The folder that a project has its code in: `src`, or `""` for the root itself. What is generated belongs
 * there: a module outside of it would change where tsc writes all the others.
 */
export async function sourceFolderOf(root: string): Promise<"src" | ""> {
  const found = await findAgentFiles({ root: join(root, "src"), globs: [codeGlob] });
  return found.length > 0 ? "src" : "";
}
