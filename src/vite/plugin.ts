import type { Plugin } from "vite";

/** A file that may hold a decorator: TypeScript, of the project. */
const typescriptFile = /\.[cm]?tsx?(?:$|\?)/;
/** Cheap first look: a decorator begins a line or follows `export`, a space or a parenthesis. */
const mayHaveDecorator = /(?:^|[\s;{}])@[A-Za-z_$]/;

/**
 * Lowers decorators, which Vite's own transformer (Oxc) leaves in place and Node then refuses as a
 * syntax error. Add it to `plugins` in vite.config.ts or vitest.config.ts. Needs `esbuild`.
 *
 * Follows `experimentalDecorators` of the tsconfig that is nearest to each file.
 */
export function agents(): Plugin {
  return {
    name: "troupe",
    enforce: "pre",
    async transform(code, id) {
      if (!typescriptFile.test(id) || id.includes("/node_modules/")) return null;
      if (!mayHaveDecorator.test(code)) return null;
      const { transform } = await import("esbuild");
      const file = id.replace(/\?.*$/, "");
      const result = await transform(code, {
        loader: file.endsWith("x") ? "tsx" : "ts",
        sourcefile: file,
        sourcemap: true,
        target: "es2022",
        format: "esm",
      });
      return { code: result.code, map: result.map };
    },
  };
}
