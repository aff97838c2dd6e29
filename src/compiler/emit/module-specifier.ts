import type { ImportStyle } from "../../config/config.js";

/**
 * How a module of the output folder imports a module of the project: relative, with the extension that the
 * project uses.
 * @param output the output folder, from the root, with `/`
 * @param file from the root, with `/`
 */
export function moduleSpecifier(output: string, file: string, imports: ImportStyle): string {
  const from = segmentsOf(output);
  const to = segmentsOf(file);
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared++;
  const up = from.slice(shared).map(() => "..");
  const path = [...(up.length === 0 ? ["."] : up), ...to.slice(shared)].join("/");
  if (imports === "ts") return path;
  // No module resolution adds `.mts` or `.cts`.
  if (imports === "none") return path.replace(/\.tsx?$/, "").replace(/\.([cm])ts$/, ".$1js");
  return path.replace(/\.([cm]?)tsx?$/, ".$1js");
}

function segmentsOf(path: string): string[] {
  return path.split("/").filter((segment) => segment !== "" && segment !== ".");
}
