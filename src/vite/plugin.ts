import type * as Esbuild from "esbuild";
import type { Plugin, ResolvedConfig } from "vite";
import { assertOptions } from "../errors/assert-options.js";
import { buildAgents, buildAgentsRule, type BuildAgentsOptions } from "./build-agents.js";
import { readDialect } from "./dialect.js";
import { toPluginError } from "./to-plugin-error.js";

/** A TypeScript module of the project; a query may follow. */
const typescriptModule = /\.[cm]?tsx?(?:\?|$)/;

/**
 * Cheap first look: a decorator begins a line or follows a space, a brace or a parenthesis, on a line
 * that is not all comment, because `@param` is in every other doc comment.
 */
const mayHaveDecorator =
  /^(?![\t ]*(?:\/\/|\/?\*(?!\/|.*\*\/)))(?:.*[\s;{}()])?(?<!\/\/\s*)@[\p{L}_$(]/mu;

/**
 * Builds the agents of a project with Vite, as `agents build` does: when a development server starts and
 * with each change, with errors over the page; and before a bundle, which fails with them. Not in Vitest,
 * unless it is told to.
 *
 * It also lowers standard decorators, which Vite's own transformer (Oxc) leaves in place and Node and
 * browsers then refuse as a syntax error. Add it to `plugins` in vite.config.ts or vitest.config.ts.
 *
 * It lowers decorators and types, and leaves everything else to Vite: JSX, the build target, which
 * imports are dropped. It does nothing where the file's tsconfig sets `experimentalDecorators`: Vite
 * lowers these itself, `emitDecoratorMetadata` included. Needs Vite 8 and `esbuild`.
 *
 * @throws {AgentError} `config_invalid` for an option that does not exist, or that has a wrong value
 */
export function agents(options: BuildAgentsOptions = {}): Plugin[] {
  assertOptions("agents()", options, buildAgentsRule);
  return [buildAgents(options), lowerDecorators()];
}

function lowerDecorators(): Plugin {
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
      filter: {
        id: { include: typescriptModule, exclude: /\/node_modules\// },
        code: mayHaveDecorator,
      },
      async handler(code, id) {
        const file = id.replace(/\?.*$/, "");
        const dialect = await readDialect(file, config);
        if (dialect.legacyDecorators) return null;
        const { transform } = await loadEsbuild();
        try {
          const result = await transform(code, toOptions(file, dialect.definesFields));
          return { code: result.code, map: result.map };
        } catch (error) {
          return this.error(toPluginError(error, id));
        }
      },
    },
  };
}

function toOptions(file: string, definesFields: boolean) {
  return {
    loader: file.endsWith("x") ? "tsx" : "ts",
    sourcefile: file,
    sourcemap: true,
    target: "esnext",
    supported: { decorators: false },
    jsx: "preserve",
    tsconfigRaw: {
      compilerOptions: {
        useDefineForClassFields: definesFields,
        // Imports stay: which of them only served as types is for Vite's transformer to say.
        verbatimModuleSyntax: true,
      },
    },
  } as const satisfies Esbuild.TransformOptions;
}

async function loadEsbuild(): Promise<typeof Esbuild> {
  try {
    return await import("esbuild");
  } catch (cause) {
    throw new Error(
      "troupe/vite lowers decorators with esbuild, which cannot be loaded - run: npm install -D esbuild",
      { cause },
    );
  }
}
