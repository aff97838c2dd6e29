import { extendRetry, type Retry } from "../../config/extend-retry.js";
import { toLimits } from "../../config/to-limits.js";
import { compileAdvice } from "../../dsl/compile-advice.js";
import { declarationOf, type Declaration } from "../../dsl/declaration.js";
import { AgentError } from "../../errors.js";
import { canonicalJson } from "../../internal/canonical-json.js";
import { readDuration } from "../../internal/duration.js";
import {
  manifestVersion,
  type AgentSpec,
  type CallableSpec,
  type NetworkSpec,
  type RetrySpec,
} from "../../manifest/manifest.js";
import { fingerprintSchema } from "../../schema/zod/fingerprint-schema.js";
import type { AgentBinding, AnyBinding, NetworkBinding } from "../call/binding.js";
import { compareTools, type Comparison } from "./compare-tools.js";

/** Bindings that were looked at: a class does not change while the process runs. */
const fresh = new WeakSet<AnyBinding>();

/**
 * Refuses a generated module that does not say what its class says now. tsc notices when types
 * changed; this notices the rest (`@model`, `@temperature`, …), which would otherwise be ignored in
 * silence until the next build. A class whose decorators did not take effect is told from a stale
 * module: a build would not mend it. Throws `config_invalid`.
 */
export function assertFresh(binding: AnyBinding): void {
  if (fresh.has(binding)) return;
  const { spec } = binding;
  if (spec.version !== manifestVersion) {
    throw new AgentError(
      "config_invalid",
      `The generated module of ${spec.name} has version ${spec.version}, but this version of troupe needs ${manifestVersion}. Run: agents build`,
    );
  }
  const isNetwork = "network" in binding;
  const declared = declarationOf(isNetwork ? binding.network : binding.agent);
  // A plain call brings its tools itself, and a class that nobody decorated.
  if (isNetwork || binding.tools === undefined) assertDecorated(declared, spec);
  const compared = isNetwork ? compareNetwork(declared, binding) : compareAgent(declared, binding);
  for (const comparison of compared) {
    const [what, said, generated, unshown] = comparison;
    if (said === generated) continue;
    const difference = unshown
      ? `now has another ${what}`
      : `has ${what} ${String(said ?? "nothing")}, but the module has ${String(generated ?? "nothing")}`;
    throw new AgentError(
      "config_invalid",
      `The generated module of ${spec.name} is stale: ${spec.source} ${difference}. Run: agents build${elseWhy(comparison)}`,
    );
  }
  fresh.add(binding);
}

/**
 * Throws where decorators that the build has seen were not called: those of no member, or none at all.
 * The config cannot say params and tools, so they tell that there were some.
 */
function assertDecorated(
  declared: Declaration,
  spec: CallableSpec &
    Pick<Partial<AgentSpec>, "tools" | "hostedTools"> &
    Pick<NetworkSpec, "states">,
): void {
  const { params, toolMethods = {}, context = {}, states = {}, ...said } = declared;
  if ([params, toolMethods, context, states].some((members) => Object.keys(members).length > 0))
    return;
  const ofTools = (spec.tools ?? []).filter(({ run }) => run.kind !== "method");
  const listed = [...ofTools, ...(spec.hostedTools ?? [])];
  const saysNothing = Object.keys(said).length === 0;
  const built = [
    ...[...spec.params, ...(spec.context ?? []), ...(spec.states ?? [])].map(({ name }) => name),
    ...(spec.tools ?? []).flatMap(({ run }) => (run.kind === "method" ? [run.method] : [])),
    ...(saysNothing && listed.length > 0 ? ["@tools"] : []),
    ...(saysNothing && spec.output ? ["@schema"] : []),
  ];
  if (built.length === 0) return;
  throw new AgentError(
    "config_invalid",
    `The decorators of ${spec.className} did not take effect: ${spec.source} was built with ${built.join(", ")}, but the class that runs has none of them. ${compileAdvice} If you removed the decorators from the source, run: agents build`,
  );
}

/** What else it may be where members of a class are missing: some transformers drop single fields. */
function elseWhy([what, said, generated]: Comparison): string {
  if (!["the params", "the context", "the states", "@tool"].includes(what)) return "";
  const built = namesIn(generated);
  const isPart = namesIn(said).every((name) => built.includes(name));
  return isPart
    ? `. If the source does have them, not all of its decorators took effect. ${compileAdvice}`
    : "";
}

function namesIn(list: unknown): readonly string[] {
  return String(list).split(", ");
}

/** What the class and the config say now, beside what the module says. A class without decorators says nothing. */
function compareAgent(declared: Declaration, binding: AgentBinding): Comparison[] {
  if (saysNothing(declared)) return [];
  const { spec, config } = binding;
  const { defaults } = config;
  const timeout = { ...toLimits(defaults.timeout), ...declared.timeout };
  const retry = extendRetry(defaults.retry, declared.retry);
  return [
    ["@model", declared.model ?? defaults.model, spec.model],
    ["@streaming", declared.streaming ?? defaults.streaming ?? false, spec.streaming],
    ["steps of @streaming", declared.streamedSteps ?? "all", spec.streamedSteps ?? "all"],
    ["@temperature", declared.temperature ?? defaults.temperature, spec.temperature],
    ["@maxTokens", declared.maxTokens ?? defaults.maxTokens, spec.maxTokens],
    ["@maxSteps", stepsOf(declared.maxSteps ?? defaults.maxSteps), stepsOf(spec.maxSteps)],
    ["@promptCache", declared.promptCache, spec.promptCache],
    ["@providerOptions", textOf(declared.providerOptions), textOf(spec.providerOptions), "unshown"],
    ["@timeout total (ms)", readDuration(timeout.total), spec.timeout?.totalMs],
    ["@timeout firstToken (ms)", readDuration(timeout.firstToken), spec.timeout?.firstTokenMs],
    ["@timeout idle (ms)", readDuration(timeout.idle), spec.timeout?.idleMs],
    ...retryComparisons(retry, spec.retry),
    ["@fallback", declared.fallback?.join(", "), spec.fallback?.join(", ")],
    ["@cache ttl (ms)", readDuration(declared.cache?.ttl), spec.cache?.ttlMs],
    ["@cache key", declared.cache?.key, spec.cache?.key],
    ...compareTools(declared, spec),
    ...compareCallable(declared, binding),
  ];
}

/** The same for a network. */
function compareNetwork(declared: Declaration, binding: NetworkBinding): Comparison[] {
  if (saysNothing(declared)) return [];
  const { spec, config } = binding;
  const total = declared.timeout?.total ?? toLimits(config.defaults.timeout).total;
  return [
    ["@timeout total (ms)", readDuration(total), spec.timeout?.totalMs],
    ["@concurrency", declared.concurrency, spec.concurrency],
    ["@maxCalls", declared.maxCalls, spec.maxCalls],
    ["the states", namesOf(declared.states), spec.states?.map(({ name }) => name).join(", ")],
    ...compareCallable(declared, binding),
  ];
}

function compareCallable(declared: Declaration, { spec, output }: AnyBinding): Comparison[] {
  const params = Object.keys(declared.params).join(", ");
  return [
    ["the params", params, spec.params.map(({ name }) => name).join(", ")],
    ["the context", namesOf(declared.context), spec.context?.map(({ name }) => name).join(", ")],
    ...paramComparisons(declared, spec),
    ["@schema", declared.schema, output, "unshown"],
    ["shape of @schema", output && fingerprintSchema(output), spec.output?.fingerprint, "unshown"],
  ];
}

function saysNothing(declared: Declaration): boolean {
  return Object.keys(declared.params).length === 0 && Object.keys(declared).length === 1;
}

/** Absent and without a name are one. */
function namesOf(context: Readonly<Record<string, true>> | undefined): string | undefined {
  const names = Object.keys(context ?? {});
  return names.length > 0 ? names.join(", ") : undefined;
}

function paramComparisons({ params }: Declaration, spec: CallableSpec): Comparison[] {
  return spec.params.flatMap(({ name, fingerprint }): Comparison[] => {
    const schema = params[name]?.schema;
    if (fingerprint === undefined) return [];
    const now = schema && fingerprintSchema(schema);
    return [[`schema for its param ${name}`, now, fingerprint, "unshown"]];
  });
}

function retryComparisons(retry: Retry, spec: AgentSpec["retry"]): Comparison[] {
  if (!retry || !spec) return [["@retry", textOfRetry(retry), textOfRetry(spec)]];
  const said = Object.entries(retry) as [keyof RetrySpec, unknown][];
  return said.map(([key, value]) => [`@retry ${key}`, value, spec[key] ?? false]);
}

function stepsOf(maxSteps: AgentSpec["maxSteps"]): number | string | undefined {
  return typeof maxSteps === "object"
    ? `${maxSteps.max} (at the limit: ${maxSteps.atLimit})`
    : maxSteps;
}

function textOfRetry(retry: Retry | AgentSpec["retry"]): string | undefined {
  return retry ? "options" : retry?.toString();
}

function textOf(options: AgentSpec["providerOptions"]): string {
  return canonicalJson(options ?? {});
}
