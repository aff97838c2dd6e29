import { assertOptions } from "../errors/assert-options.js";
import { createAgentsBuild } from "./agents-build.js";
import { buildAgentsRule, findProject, type BuildAgentsOptions } from "./options.js";
import type { BundleError } from "./to-bundle-error.js";

/** A message for esbuild, with its place. */
interface EsbuildMessage {
  readonly text: string;
  readonly location: NonNullable<BundleError["loc"]> | null;
}

/** The argument of an {@link EsbuildPlugin}'s `setup`. */
interface EsbuildBuild {
  readonly initialOptions: {
    supported?: Record<string, boolean>;
    readonly absWorkingDir?: string;
  };
  onStart(
    callback: () => Promise<{ errors: EsbuildMessage[]; warnings: EsbuildMessage[] } | null>,
  ): void;
}

/** A plugin for esbuild. */
export interface EsbuildPlugin {
  readonly name: string;
  setup(build: EsbuildBuild): void;
}

export function esbuild(options: BuildAgentsOptions = {}): EsbuildPlugin {
  assertOptions("agents.esbuild()", options, buildAgentsRule);
  return {
    name: "troupe",
    setup({ initialOptions, onStart }) {
      // By default, esbuild keeps standard decorators, for future engines. It always lowers those of
      // experimentalDecorators.
      initialOptions.supported = { ...initialOptions.supported, decorators: false };
      const agents = createAgentsBuild();
      onStart(async () => {
        const project = findProject(options, initialOptions.absWorkingDir ?? process.cwd());
        if (!project) return null;
        const { error, warnings } = await agents.run(project, false);
        return { errors: error ? [toMessage(error)] : [], warnings: warnings.map(toMessage) };
      });
    },
  };
}

function toMessage({ message, loc }: BundleError): EsbuildMessage {
  return { text: message, location: loc ?? null };
}
