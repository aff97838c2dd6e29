import type { ResolvedConfig } from "vite";
import type { Dialect } from "../bundler/read-dialect.js";

const probe = "@d class C { f = 0 }";

/**
 * Finds the TypeScript dialect of a file by letting Vite's transformer lower a tiny class in its place. So
 * the tsconfig is found and read (`extends`, `references`, `include`) exactly as Vite does for the file
 * itself, and a change to it is noticed when Vite notices it.
 */
export async function readViteDialect(
  file: string,
  config: ResolvedConfig | undefined,
): Promise<Dialect> {
  const { transformWithOxc } = await import("vite");
  if (typeof transformWithOxc !== "function") throw new Error("troupe/vite needs Vite 8 or later.");
  const { decorator } = config?.oxc || {};
  const options = {
    sourcemap: false,
    ...(decorator && { decorator }),
    ...(config?.tsconfig !== undefined && { tsconfig: config.tsconfig }),
  };
  const { code } = await transformWithOxc(probe, file, options, undefined, config);
  return {
    legacyDecorators: !code.includes("@d"),
    definesFields: !code.includes("this.f"),
  };
}
