import type { Environment, Plugin, ResolvedConfig, ViteDevServer } from "vite";
import { createAgentsBuild, reportTo } from "../bundler/agents-build.js";
import { findProject, type BuildAgentsOptions } from "../bundler/options.js";
import { toBundleError } from "../bundler/to-bundle-error.js";
import { visible } from "../internal/visible.js";
import { describeCounts } from "../compiler/describe-counts.js";
import type { Diagnostic } from "../compiler/diagnostics/diagnostic.js";
import { formatDiagnostics } from "../compiler/diagnostics/format-diagnostics.js";
import type { Watch, WatchEvent } from "../compiler/watch/watch-project.js";

/**
 * Builds the agents of a project with Vite. A development server shows errors over the page in the browser
 * until they are fixed, and serves the last good output meanwhile. A bundle fails.
 */
export function buildAgents(options: BuildAgentsOptions): Plugin {
  let config: ResolvedConfig | undefined;
  // A server that restarts creates the next one before it closes. A plugin that was passed to
  // `createServer`, not in a config file, serves both.
  const served = new WeakMap<Environment, Served>();
  const agents = createAgentsBuild();
  return {
    name: "troupe:build",
    configResolved(resolved) {
      config = resolved;
    },
    async configureServer(server) {
      const project = findProject(options, server.config.root);
      if (!project) return;
      const { watchProject } = await import("../compiler/watch/watch-project.js");
      const own = serve(server, (events) => watchProject({ ...project, ...events }));
      for (const environment of Object.values(server.environments)) served.set(environment, own);
    },
    async buildStart() {
      // A page that is requested early must not get an outdated output.
      const own = served.get(this.environment);
      if (own !== undefined || config === undefined) return own?.first;
      const project = config.command === "build" ? findProject(options, config.root) : undefined;
      if (project) reportTo(this, await agents.run(project, Boolean(config.build.watch)));
      return undefined;
    },
    async buildEnd() {
      // For a server, this is its end.
      await served.get(this.environment)?.watch.close();
    },
    closeWatcher: () => agents.end(),
  };
}

interface Served {
  readonly watch: Watch;
  /** Resolves after the first build, successful or not. */
  readonly first: Promise<void>;
}

function serve(
  { config, ws }: ViteDevServer,
  start: (events: { onBuild(event: WatchEvent): void; onFailure(error: Error): void }) => Watch,
): Served {
  const { logger } = config;
  const { promise: first, resolve } = Promise.withResolvers<void>();
  let shown: ReturnType<typeof toBundleError> | undefined;
  const show = (err: typeof shown) => {
    // An empty update removes a shown error.
    if (err !== undefined) ws.send({ type: "error", err });
    else if (shown !== undefined) ws.send({ type: "update", updates: [] });
    shown = err;
  };
  // Vite keeps an error only for the first page.
  ws.on("connection", () => {
    if (shown !== undefined) ws.send({ type: "error", err: shown });
  });
  const watch = start({
    onBuild({ result, isNews }) {
      const { diagnostics, ok, written } = result;
      const errors = diagnostics.filter(({ severity }) => severity === "error");
      const error = ok ? undefined : toBundleError(errors, config.root);
      if (isNews) {
        const warnings = diagnostics.filter(({ severity }) => severity === "warning");
        if (warnings.length > 0) logger.warn(toLog(warnings), { timestamp: true });
        if (errors.length > 0) logger.error(toLog(errors), { timestamp: true });
      }
      if (ok && (written.length > 0 || shown !== undefined)) {
        logger.info(`built ${describeCounts(result)}`, { timestamp: true });
      }
      show(error);
      resolve();
    },
    onFailure(error) {
      const message = visible(error.message);
      logger.error(`agents: ${message}`, { timestamp: true });
      show({ message, stack: "", plugin: "troupe" });
      resolve();
    },
  });
  return { watch, first };
}

/** The diagnostics as in `agents build`, after the line that Vite begins. */
function toLog(diagnostics: readonly Diagnostic[]): string {
  const color = process.stderr.hasColors?.() ?? false;
  return `agents:\n${formatDiagnostics(diagnostics, { format: "text", color })}\n`;
}
