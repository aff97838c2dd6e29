import path from "node:path";
import { configKeys, defaultsKeys, emitKeys, toolsKeys } from "../../config/config-keys.js";
import type { ImportStyle, ResolvedConfig } from "../../config/config.js";
import { nearest } from "../../internal/nearest.js";
import type { Diagnostic, Span } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import { keysGiven } from "../evaluate/load-config.js";
import { checkModels } from "./check-models.js";
import { folderOfGlob } from "../source/folder-of-glob.js";
import { locateInConfig } from "./locate-in-config.js";

const importStyles: ReadonlySet<unknown> = new Set<ImportStyle>(["js", "ts", "none"]);

/** The file of a config. */
export type ConfigSource = Pick<Span, "file" | "text">;

/**
 * What is wrong with a config before any agent is looked at: what tsc says as well, of a config that
 * it was not asked about, and where the build would write.
 */
export function checkConfig(
  config: ResolvedConfig,
  output: string,
  source: ConfigSource,
): Diagnostic[] {
  return [
    ...checkKeys(keysGiven(config), configKeys, [], source),
    ...checkKeys(Object.keys(config.defaults), defaultsKeys, ["defaults"], source),
    ...checkKeys(keysGiven(config, "tools"), toolsKeys, ["tools"], source),
    ...checkKeys(keysGiven(config, "emit"), emitKeys, ["emit"], source),
    ...checkAgents(config, source),
    ...checkOutput(config, output, source),
    ...checkEmit(config, source),
    ...checkStandalone(config, source),
    ...checkProviders(config, source),
    ...checkModels(config, source),
  ];
}

function checkKeys(
  given: readonly string[],
  known: ReadonlySet<string>,
  path: readonly string[],
  source: ConfigSource,
): Diagnostic[] {
  return given
    .filter((key) => !known.has(key))
    .map((key) => {
      const meant = nearest(key, known);
      const advice = meant
        ? `Did you mean "${[...path, meant].join(".")}"?`
        : `There are: ${[...known].join(", ")}.`;
      const reason = `The config has no "${[...path, key].join(".")}". ${advice}`;
      return report("config/invalid", locateInConfig(source, [...path, key], "key"), { reason });
    });
}

function checkAgents({ agents }: ResolvedConfig, source: ConfigSource): Diagnostic[] {
  const globs = globsOf(agents);
  if (globs.length > 0 && globs.length === agents.length) return [];
  const reason = '"agents" is no glob: write agents: "agents/**/*.agent.ts".';
  return [report("config/invalid", locateInConfig(source, ["agents"]), { reason })];
}

function globsOf(agents: unknown): string[] {
  const globs: readonly unknown[] = Array.isArray(agents) ? agents : [];
  return globs.filter((glob): glob is string => typeof glob === "string" && glob !== "");
}

function checkStandalone({ standalone }: ResolvedConfig, source: ConfigSource): Diagnostic[] {
  if (typeof standalone === "boolean") return [];
  const reason = `"standalone" is ${JSON.stringify(standalone)}: write true or false.`;
  return [report("config/invalid", locateInConfig(source, ["standalone"]), { reason })];
}

/** What is in the output folder is not searched for agents, so none can be there. */
function checkOutput(config: ResolvedConfig, output: string, source: ConfigSource): Diagnostic[] {
  const isWithin = output !== "." && !output.startsWith("..") && !path.isAbsolute(output);
  const folders = globsOf(config.agents).map(folderOfGlob);
  const holdsAgents = folders.some((folder) => `${folder}/`.startsWith(`${output}/`));
  if (isWithin && !holdsAgents && typeof config.output === "string") return [];
  return [reportOutput(config, source)];
}

/** The diagnostic of an output folder that is not the build's alone. */
export function reportOutput({ output }: ResolvedConfig, source: ConfigSource): Diagnostic {
  const span = locateInConfig(source, ["output"]);
  return report("config/output", span, { output: String(output), file: source.file });
}

function checkEmit({ emit }: ResolvedConfig, source: ConfigSource): Diagnostic[] {
  const { imports, jsonSchemas }: { imports?: unknown; jsonSchemas?: unknown } = emit;
  const faults: (readonly [key: string, reason: string])[] = [];
  if (imports !== undefined && !importStyles.has(imports)) {
    faults.push(["imports", 'is no way to import: write "js", "ts" or "none"']);
  }
  if (jsonSchemas !== undefined && typeof jsonSchemas !== "boolean") {
    faults.push(["jsonSchemas", "is neither true nor false"]);
  }
  return faults.map(([key, fault]) => {
    const reason = `"emit.${key}" ${fault}.`;
    return report("config/invalid", locateInConfig(source, ["emit", key]), { reason });
  });
}

function checkProviders({ providers }: ResolvedConfig, source: ConfigSource): Diagnostic[] {
  return Object.entries<unknown>(providers)
    .filter(([, provider]) => !isProvider(provider))
    .map(([name]) => {
      const reason = `"providers.${name}" is no provider: write openai({ … }), anthropic({ … }) or fake({ … }), or an object with "kind" and "stream".`;
      return report("config/invalid", locateInConfig(source, ["providers", name]), { reason });
    });
}

function isProvider(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    "kind" in value &&
    typeof value.kind === "string" &&
    "stream" in value &&
    typeof value.stream === "function"
  );
}
