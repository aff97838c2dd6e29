import { esbuild } from "./esbuild.js";
import { rollup } from "./rollup.js";
import { rspack, webpack } from "./webpack.js";

/**
 * Plugins that build the agents of a project before each bundle, as `agents build` does, and lower
 * standard decorators, which bundlers leave in place and Node and browsers reject as a syntax error.
 *
 * Each is called with {@link BuildAgentsOptions}, and throws an {@link AgentError} with
 * `config_invalid` for an unknown option or an invalid value. Vite has its own plugin in `troupe/vite`.
 * All need `esbuild`.
 */
export const agents = {
  /** For esbuild, and for tsup. */
  esbuild,
  /** For Rolldown. Put it before other plugins that compile. */
  rolldown: rollup,
  /** For Rollup, before what compiles TypeScript. */
  rollup,
  /** For Rspack, and for Rsbuild (`tools.rspack.plugins`). */
  rspack,
  /** For tsdown. */
  tsdown: rollup,
  /** For webpack. It needs a loader for TypeScript beside it. */
  webpack,
} as const;

export type { BuildAgentsOptions } from "./options.js";
export type { EsbuildPlugin } from "./esbuild.js";
export type { RollupPlugin } from "./rollup.js";
export type { WebpackPlugin } from "./webpack.js";
