import { createRequire } from "node:module";

/**
 * Where a project imports Zod 4 from: its package, or the copy within Zod 3 since 3.25.
 *
 * @param root the project's folder
 */
export function findZod(root: string): "zod" | "zod/v4" {
  const { version } = createRequire(`${root}/`)("zod/package.json") as { readonly version: string };
  return version.startsWith("3.") ? "zod/v4" : "zod";
}
