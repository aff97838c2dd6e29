import { assertOptions } from "../errors/assert-options.js";
import { createAgentsBuild, reportTo, type BundleContext } from "./agents-build.js";
import {
  lowerDecorators,
  mayHaveDecorator,
  ofPackage,
  typescriptModule,
  type Lowered,
} from "./lower-decorators.js";
import { buildAgentsRule, findProject, type BuildAgentsOptions } from "./options.js";
import { readDialect } from "./read-dialect.js";
import { toTransformError } from "./to-transform-error.js";

/** The `this` of the hooks of {@link RollupPlugin}. */
interface RollupContext extends BundleContext {
  readonly meta: { readonly watchMode: boolean };
}

/** A plugin for Rollup, and for tools that accept its plugins. */
export interface RollupPlugin {
  readonly name: string;
  buildStart(this: RollupContext): Promise<void>;
  readonly transform: {
    readonly order: "pre";
    readonly filter: {
      readonly id: { readonly include: RegExp; readonly exclude: RegExp };
      readonly code: RegExp;
    };
    handler(this: Pick<BundleContext, "error">, code: string, id: string): Promise<Lowered | null>;
  };
  closeWatcher(): Promise<void>;
}

export function rollup(options: BuildAgentsOptions = {}): RollupPlugin {
  assertOptions("agents.rollup()", options, buildAgentsRule);
  const agents = createAgentsBuild();
  return {
    name: "troupe",
    async buildStart() {
      const project = findProject(options, process.cwd());
      if (project) reportTo(this, await agents.run(project, this.meta.watchMode));
    },
    transform: {
      // Before other plugins: one that compiles TypeScript for Rollup may drop a decorated field without an
      // initializer, including the decorator. Rolldown's transformer runs after all plugins.
      order: "pre",
      filter: { id: { include: typescriptModule, exclude: ofPackage }, code: mayHaveDecorator },
      async handler(code, id) {
        const file = id.replace(/\?.*$/, "");
        try {
          const { legacyDecorators, definesFields } = readDialect(file);
          // The plugin that compiles TypeScript lowers these.
          if (legacyDecorators) return null;
          return await lowerDecorators(code, file, definesFields);
        } catch (error) {
          return this.error(toTransformError(error, id));
        }
      },
    },
    closeWatcher: () => agents.end(),
  };
}
