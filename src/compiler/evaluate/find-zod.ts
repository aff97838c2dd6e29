import { createRequire } from "node:module";

/**
 * What a project imports Zod 4 from: its package, or the copy of it that Zod 3 has had since 3.25.
 *
 * @param root the project's folder
 */
export function findZod(root: string): "zod" | "zod/v4" {
  const { version } = createRequire(`${root}/`)("zod/package.json") as { readonly version: string };
  return version.startsWith("3.") ? "zod/v4" : "zod";
}
