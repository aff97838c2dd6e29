import type { Diagnostic } from "../compiler/diagnostics/diagnostic.js";
import type { Builder } from "../compiler/watch/builder.js";
import type { BundledProject } from "./options.js";
import { toBundleError, type BundleError } from "./to-bundle-error.js";
import type { TransformError } from "./to-transform-error.js";

/** The result of a build of agents, for a bundler. */
export interface BuiltAgents {
  /** All errors in one; absent if the build succeeded. */
  readonly error?: BundleError;
  readonly warnings: readonly BundleError[];
  /** The files from which the agents are made, absolute. If one changes, the bundle must be made again. */
  readonly files: readonly string[];
}

/** Builds a project's agents before each bundle. */
export interface AgentsBuild {
  /**
   * Bundles that begin together share one build.
   * @param isWatched whether more builds will follow, so that the thread is kept
   */
  run(project: BundledProject, isWatched: boolean): Promise<BuiltAgents>;
  /** Ends the kept thread. */
  end(): Promise<void>;
}

export function createAgentsBuild(): AgentsBuild {
  let builder: Builder | undefined;
  let running: Promise<BuiltAgents> | undefined;
  async function end(): Promise<void> {
    await builder?.restart();
    builder = undefined;
  }
  async function build(project: BundledProject, isWatched: boolean): Promise<BuiltAgents> {
    const { createBuilder } = await import("../compiler/watch/builder.js");
    builder ??= createBuilder();
    const { result, places } = await builder.build(project).finally(async () => {
      // A waiting thread keeps the process alive, even if this build failed.
      if (!isWatched) await end();
    });
    const of = (severity: Diagnostic["severity"]) =>
      result.diagnostics.filter((diagnostic) => diagnostic.severity === severity);
    return {
      ...(!result.ok && { error: toBundleError(of("error"), project.root) }),
      warnings: of("warning").map((warning) => toBundleError([warning], project.root)),
      files: places?.files ?? [],
    };
  }
  return {
    end,
    async run(project, isWatched) {
      running ??= build(project, isWatched).finally(() => (running = undefined));
      return running;
    },
  };
}

/** The context that Rollup, Rolldown and Vite give to a plugin's hooks. */
export interface BundleContext {
  error(error: BundleError | TransformError): never;
  warn(warning: BundleError): void;
  addWatchFile(file: string): void;
}

/** Reports a build to Rollup, Rolldown or Vite, and fails the bundle if the build failed. */
export function reportTo(context: BundleContext, { error, warnings, files }: BuiltAgents): void {
  for (const file of files) context.addWatchFile(file);
  for (const warning of warnings) context.warn(warning);
  if (error) context.error(error);
}
