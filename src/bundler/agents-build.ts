import type { Diagnostic } from "../compiler/diagnostics/diagnostic.js";
import type { Builder } from "../compiler/watch/builder.js";
import type { BundledProject } from "./options.js";
import { toBundleError, type BundleError } from "./to-bundle-error.js";
import type { TransformError } from "./to-transform-error.js";

/** What a build of agents has to say to a bundler. */
export interface BuiltAgents {
  /** All errors in one; absent where the build went through. */
  readonly error?: BundleError;
  readonly warnings: readonly BundleError[];
  /** What the agents are made from, absolute: when one of these changes, the bundle must be made again. */
  readonly files: readonly string[];
}

/** Builds a project's agents before each bundle. */
export interface AgentsBuild {
  /**
   * Bundles that begin together share one build.
   * @param isWatched whether others will follow, for which the thread that builds is kept
   */
  run(project: BundledProject, isWatched: boolean): Promise<BuiltAgents>;
  /** Ends the thread that was kept. */
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
      // A thread that waits for another build keeps its process alive, also where this one fails.
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

/** What Rollup, Rolldown and Vite give the hooks of a plugin. */
export interface BundleContext {
  error(error: BundleError | TransformError): never;
  warn(warning: BundleError): void;
  addWatchFile(file: string): void;
}

/** Reports a build to Rollup, Rolldown or Vite, and fails the bundle where the build failed. */
export function reportTo(context: BundleContext, { error, warnings, files }: BuiltAgents): void {
  for (const file of files) context.addWatchFile(file);
  for (const warning of warnings) context.warn(warning);
  if (error) context.error(error);
}
