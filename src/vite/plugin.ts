import type { Plugin, ResolvedConfig } from "vite";
import {
  lowerDecorators,
  mayHaveDecorator,
  ofPackage,
  typescriptModule,
} from "../bundler/lower-decorators.js";
import { buildAgentsRule, type BuildAgentsOptions } from "../bundler/options.js";
import { toTransformError } from "../bundler/to-transform-error.js";
import { assertOptions } from "../errors/assert-options.js";
import { buildAgents } from "./build-agents.js";
import { readViteDialect } from "./read-vite-dialect.js";

/**
 * Builds the agents of a project with Vite, as `agents build` does: when a development server starts
 * and after each change, with errors in the overlay; and before a bundle, which then fails. Not in
 * Vitest, unless `build` is true.
 *
 * It also lowers standard decorators, which Vite's own transformer (Oxc) leaves in place and Node and
 * browsers then reject as a syntax error. Add it to `plugins` in vite.config.ts or vitest.config.ts.
 *
 * It lowers decorators and types, and leaves everything else to Vite: JSX, the build target, which
 * imports are dropped. It does nothing where the file's tsconfig sets `experimentalDecorators`: Vite
 * lowers these itself, `emitDecoratorMetadata` included. Needs Vite 8 and `esbuild`.
 *
 * @throws {AgentError} `config_invalid` for an unknown option or an invalid value
 */
export function agents(options: BuildAgentsOptions = {}): Plugin[] {
  assertOptions("agents()", options, buildAgentsRule);
  return [buildAgents(options), decorators()];
}

function decorators(): Plugin {
  let config: ResolvedConfig | undefined;
  return {
    name: "troupe:decorators",
    // Before Vite's transformer: where fields are assigned rather than defined (tsc's default below
    // ES2022), that one drops a decorated field without an initializer, decorator and all.
    enforce: "pre",
    configResolved(resolved) {
      config = resolved;
    },
    transform: {
      filter: { id: { include: typescriptModule, exclude: ofPackage }, code: mayHaveDecorator },
      async handler(code, id) {
        const file = id.replace(/\?.*$/, "");
        const { legacyDecorators, definesFields } = await readViteDialect(file, config);
        if (legacyDecorators) return null;
        try {
          return await lowerDecorators(code, file, definesFields);
        } catch (error) {
          return this.error(toTransformError(error, id));
        }
      },
    },
  };
}
