import { declarationOf } from "../dsl/declaration.js";
import { AgentError } from "../errors.js";
import { readDuration } from "../internal/duration.js";
import { manifestVersion } from "../manifest/manifest.js";
import type { AgentBinding } from "./call.js";

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
  for (const [what, declared, generated] of comparisons(binding)) {
    if (declared === undefined || declared === generated) continue;
    const difference =
      typeof declared === "object"
        ? `has another ${what} now`
        : `says ${what} ${String(declared)}, and the module ${String(generated ?? "nothing")}`;
    throw new AgentError(
      "config_invalid",
      `The generated module of ${spec.name} is stale: ${spec.source} ${difference}. Run: agents build`,
    );
  }
  fresh.add(binding);
}

/** What the class declares beside what the module says. An undeclared thing is a default of the config. */
function comparisons(binding: AgentBinding): [string, unknown, unknown][] {
  const { spec, agent } = binding;
  const declared = declarationOf(agent);
  const params = Object.keys(declared.params).join(", ");
  return [
    ["@model", declared.model, spec.model],
    ["@streaming", declared.streaming, spec.streaming],
    ["@temperature", declared.temperature, spec.temperature],
    ["@maxTokens", declared.maxTokens, spec.maxTokens],
    ["@timeout total (ms)", toMs(declared.timeout?.total), spec.timeout?.totalMs],
    ["@timeout firstToken (ms)", toMs(declared.timeout?.firstToken), spec.timeout?.firstTokenMs],
    ["@timeout idle (ms)", toMs(declared.timeout?.idle), spec.timeout?.idleMs],
    ["@retry maxAttempts", declared.retry?.maxAttempts, spec.retry?.maxAttempts],
    ["@retry initialDelayMs", declared.retry?.initialDelayMs, spec.retry?.initialDelayMs],
    ["@retry maxDelayMs", declared.retry?.maxDelayMs, spec.retry?.maxDelayMs],
    ["@retry restart", declared.retry?.restart, spec.retry && spec.retry.restart === true],
    ["@fallback", declared.fallback?.join(", "), spec.fallback?.join(", ")],
    ["@cache ttl (ms)", toMs(declared.cache?.ttl), spec.cache?.ttlMs],
    ["@cache key", declared.cache?.key, spec.cache?.key],
    [
      "the params",
      params === "" ? undefined : params,
      spec.params.map(({ name }) => name).join(", "),
    ],
    ["@schema", declared.schema, binding.output],
  ];
}

function toMs(duration: string | undefined): number | undefined {
  return duration === undefined ? undefined : readDuration(duration);
}
