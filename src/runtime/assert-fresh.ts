import { extendRetry, type Retry } from "../config/extend-retry.js";
import { toLimits } from "../config/to-limits.js";
import { declarationOf, type Declaration } from "../dsl/declaration.js";
import { AgentError } from "../errors.js";
import { canonicalJson } from "../internal/canonical-json.js";
import { readDuration } from "../internal/duration.js";
import { manifestVersion, type AgentSpec, type RetrySpec } from "../manifest/manifest.js";
import { fingerprintSchema } from "../schema/fingerprint-schema.js";
import type { AgentBinding } from "./call.js";
import { compareTools, type Comparison } from "./tools/compare-tools.js";

/** Bindings that were looked at: a class does not change while the process runs. */
const fresh = new WeakSet<AgentBinding>();

/**
 * Refuses a generated module that does not say what its class says now. tsc notices when types
 * changed; this notices the rest (`@model`, `@temperature`, …), which would otherwise be ignored in
 * silence until the next build. Throws `config_invalid`.
 */
export function assertFresh(binding: AgentBinding): void {
  if (fresh.has(binding)) return;
  const { spec } = binding;
  if (spec.version !== manifestVersion) {
    throw new AgentError(
      "config_invalid",
      `The generated module of ${spec.name} has version ${spec.version}; this troupe knows version ${manifestVersion}. Run: agents build`,
    );
  }
  for (const [what, declared, generated, unshown] of comparisons(binding)) {
    if (declared === generated) continue;
    const difference = unshown
      ? `has another ${what} now`
      : `says ${what} ${String(declared ?? "nothing")}, and the module ${String(generated ?? "nothing")}`;
    throw new AgentError(
      "config_invalid",
      `The generated module of ${spec.name} is stale: ${spec.source} ${difference}. Run: agents build`,
    );
  }
  fresh.add(binding);
}

/** What the class and the config say now, beside what the module says. A class without decorators says nothing. */
function comparisons({ spec, agent, config, output }: AgentBinding): Comparison[] {
  const declared = declarationOf(agent);
  const params = Object.keys(declared.params).join(", ");
  if (params === "" && Object.keys(declared).length === 1) return [];
  const { defaults } = config;
  const timeout = { ...toLimits(defaults.timeout), ...declared.timeout };
  const retry = extendRetry(defaults.retry, declared.retry);
  return [
    ["@model", declared.model ?? defaults.model, spec.model],
    ["@streaming", declared.streaming ?? defaults.streaming ?? false, spec.streaming],
    ["steps of @streaming", declared.streamedSteps ?? "all", spec.streamedSteps ?? "all"],
    ["@temperature", declared.temperature ?? defaults.temperature, spec.temperature],
    ["@maxTokens", declared.maxTokens ?? defaults.maxTokens, spec.maxTokens],
    ["@maxSteps", declared.maxSteps ?? defaults.maxSteps, spec.maxSteps],
    ["@providerOptions", textOf(declared.providerOptions), textOf(spec.providerOptions), "unshown"],
    ["@timeout total (ms)", toMs(timeout.total), spec.timeout?.totalMs],
    ["@timeout firstToken (ms)", toMs(timeout.firstToken), spec.timeout?.firstTokenMs],
    ["@timeout idle (ms)", toMs(timeout.idle), spec.timeout?.idleMs],
    ...retryComparisons(retry, spec.retry),
    ["@fallback", declared.fallback?.join(", "), spec.fallback?.join(", ")],
    ["@cache ttl (ms)", toMs(declared.cache?.ttl), spec.cache?.ttlMs],
    ["@cache key", declared.cache?.key, spec.cache?.key],
    ["the params", params, spec.params.map(({ name }) => name).join(", ")],
    ...paramComparisons(declared, spec),
    ...compareTools(declared, spec),
    ["@schema", declared.schema, output, "unshown"],
    ["shape of @schema", output && fingerprintSchema(output), spec.output?.fingerprint, "unshown"],
  ];
}

function paramComparisons({ params }: Declaration, spec: AgentSpec): Comparison[] {
  return spec.params.flatMap(({ name, fingerprint }): Comparison[] => {
    const schema = params[name]?.schema;
    if (fingerprint === undefined) return [];
    const now = schema && fingerprintSchema(schema);
    return [[`schema of its param ${name}`, now, fingerprint, "unshown"]];
  });
}

function retryComparisons(retry: Retry, spec: AgentSpec["retry"]): Comparison[] {
  if (!retry || !spec) return [["@retry", textOfRetry(retry), textOfRetry(spec)]];
  const said = Object.entries(retry) as [keyof RetrySpec, unknown][];
  return said.map(([key, value]) => [`@retry ${key}`, value, spec[key] ?? false]);
}

function textOfRetry(retry: Retry | AgentSpec["retry"]): string | undefined {
  return retry ? "options" : retry?.toString();
}

function textOf(options: AgentSpec["providerOptions"]): string {
  return canonicalJson(options ?? {});
}

function toMs(duration: string | undefined): number | undefined {
  return duration === undefined ? undefined : readDuration(duration);
}
