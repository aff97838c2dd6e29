import { existsSync } from "node:fs";
import path from "node:path";
import type { Environment, Plugin, ResolvedConfig, ViteDevServer } from "vite";
import { flag, someText } from "../internal/options/rules.js";
import { shape } from "../internal/options/shape.js";
import { visible } from "../internal/visible.js";
import { findConfig } from "../compiler/config/find-config.js";
import type { Diagnostic } from "../compiler/diagnostics/diagnostic.js";
import { formatDiagnostics } from "../compiler/diagnostics/format-diagnostics.js";
import type { Builder } from "../compiler/watch/builder.js";
import type { Watch, WatchEvent } from "../compiler/watch/watch-project.js";
import { toOverlayError } from "./to-overlay-error.js";

/** How the plugin builds agents. */
export interface BuildAgentsOptions {
  /**
   * Whether the agents are built: when a development server starts and with each change, and before a
   * bundle. Default: true where there is a config, and false in Vitest.
   */
  readonly build?: boolean;
  /** The project's folder, from the working directory. Default: Vite's root. */
  readonly root?: string;
  /** From the project's folder. Default: `"agents.config.ts"`, or else the one in `src`. */
  readonly config?: string;
  /** Take warnings as errors. Default: false. */
  readonly strict?: boolean;
}

/** What {@link BuildAgentsOptions} may say. */
export const buildAgentsRule = shape<BuildAgentsOptions>({
  build: flag,
  root: someText,
  config: someText,
  strict: flag,
});

/**
 * Builds the agents of a project with Vite. A development server shows errors in the browser, over the
 * page, until they are gone, and serves the last good output meanwhile; a bundle fails with them.
 */
export function buildAgents(options: BuildAgentsOptions): Plugin {
  let config: ResolvedConfig | undefined;
  // A server that restarts creates the next one before it closes. A plugin that was given to
  // `createServer`, and not in a config file, serves both.
  const served = new WeakMap<Environment, Served>();
  let builder: Builder | undefined;
  const project = (resolved: ResolvedConfig) => ({
    root: path.resolve(options.root ?? resolved.root),
    ...(options.config !== undefined && { config: options.config }),
    ...(options.strict && { strict: true }),
  });
  async function endBuilder(): Promise<void> {
    await builder?.restart();
    builder = undefined;
  }
  return {
    name: "troupe:build",
    configResolved(resolved) {
      config = resolved;
    },
    async configureServer(server) {
      if (!isBuilt(server.config, options)) return;
      const { watchProject } = await import("../compiler/watch/watch-project.js");
      const own = serve(server, (events) => {
        return watchProject({ ...project(server.config), ...events });
      });
      for (const environment of Object.values(server.environments)) served.set(environment, own);
    },
    async buildStart() {
      // A page that is asked for early must not meet the output of yesterday.
      const own = served.get(this.environment);
      if (own !== undefined || config === undefined) return own?.first;
      if (config.command !== "build" || !isBuilt(config, options)) return undefined;
      const { createBuilder } = await import("../compiler/watch/builder.js");
      builder ??= createBuilder();
      const { result, places } = await builder.build(project(config)).finally(async () => {
        // A thread that waits for another build keeps its process alive, also where this one fails.
        if (!config?.build.watch) await endBuilder();
      });
      // For `vite build --watch`.
      for (const file of places?.files ?? []) this.addWatchFile(file);
      const of = (severity: "error" | "warning") =>
        result.diagnostics.filter((diagnostic) => diagnostic.severity === severity);
      const { root } = project(config);
      for (const warning of of("warning")) this.warn(toOverlayError([warning], root));
      if (!result.ok) this.error(toOverlayError(of("error"), root));
      return undefined;
    },
    async buildEnd() {
      // Of a server: the end of the server.
      await served.get(this.environment)?.watch.close();
    },
    closeWatcher: endBuilder,
  };
}

interface Served {
  readonly watch: Watch;
  /** Resolves when the agents have been built once, or cannot be. */
  readonly first: Promise<void>;
}

function serve(
  { config, ws }: ViteDevServer,
  start: (events: { onBuild(event: WatchEvent): void; onFailure(error: Error): void }) => Watch,
): Served {
  const { logger } = config;
  const { promise: first, resolve } = Promise.withResolvers<void>();
  let shown: ReturnType<typeof toOverlayError> | undefined;
  const show = (err: typeof shown) => {
    // An update of nothing takes an error away that is shown.
    if (err !== undefined) ws.send({ type: "error", err });
    else if (shown !== undefined) ws.send({ type: "update", updates: [] });
    shown = err;
  };
  // Vite keeps an error for the first page only.
  ws.on("connection", () => {
    if (shown !== undefined) ws.send({ type: "error", err: shown });
  });
  const watch = start({
    onBuild({ result, isNews }) {
      const { diagnostics, ok, agents, written } = result;
      const errors = diagnostics.filter(({ severity }) => severity === "error");
      const error = ok ? undefined : toOverlayError(errors, config.root);
      if (isNews) {
        const warnings = diagnostics.filter(({ severity }) => severity === "warning");
        if (warnings.length > 0) logger.warn(toLog(warnings), { timestamp: true });
        if (errors.length > 0) logger.error(toLog(errors), { timestamp: true });
      }
      if (ok && (written.length > 0 || shown !== undefined)) {
        logger.info(`built ${agents} ${agents === 1 ? "agent" : "agents"}`, { timestamp: true });
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

/** As `agents build` says it, below the line that Vite begins. */
function toLog(diagnostics: readonly Diagnostic[]): string {
  const color = process.stderr.hasColors?.() ?? false;
  return `agents:\n${formatDiagnostics(diagnostics, { format: "text", color })}\n`;
}

function isBuilt(
  { root }: ResolvedConfig,
  { build, root: given = root, config }: BuildAgentsOptions,
): boolean {
  const folder = path.resolve(given);
  const file = path.resolve(folder, findConfig(folder, config));
  return build ?? (!process.env["VITEST"] && existsSync(file));
}
