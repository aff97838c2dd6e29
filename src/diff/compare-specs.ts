import type { Json } from "../internal/json.js";
import { defaultRetry } from "../manifest/default-retry.js";
import type {
  AgentSpec,
  CallableSpec,
  ContextSpec,
  NetworkSpec,
  OutputSpec,
  StateSpec,
} from "../manifest/manifest.js";
import { isAgentSpec, type AnySpec } from "../manifest/specs-of.js";
import { changeRules, type ChangeCode } from "./change-rules.js";
import { compareLowered } from "./compare-lowered.js";
import { compareShapes, type ShapeFact } from "./compare-shapes.js";
import { compareHostedTools, compareTools } from "./compare-tools.js";
import { compareKeys, compareValues, isSameJson } from "./compare-values.js";
import type { FoundChange } from "./found-change.js";
import { shapeOfParams, shapeOfStates } from "./shape-of-params.js";
import { shapeOfSchema } from "./shape-of-schema.js";

/** Either spec, by its fields: those that it does not have are absent before and after. */
type Fields = CallableSpec & Partial<AgentSpec> & Partial<NetworkSpec>;

type Comparer = (before: Fields, after: Fields) => readonly FoundChange[];

/** Not compared, because no caller sees it or it is part of another comparison. */
const nothing: Comparer = () => [];

/** How each field of a spec is compared, in the order of a review: what callers see comes first. */
const comparers: Readonly<Record<keyof Fields, Comparer>> = {
  params: (before, after) => [...compareParams(before, after), ...compareParamFacts(before, after)],
  context: (before, after) => compareContexts(before.context, after.context),
  output: (before, after) => compareOutputs(before.output, after.output),
  states: (before, after) => compareStates(before.states, after.states),
  streaming: (before, after) => compareStreaming(before, after),
  model: shown("model/changed", "model"),
  fallback: shown("fallback/changed", "fallback"),
  temperature: shown("sampling/changed", "temperature"),
  maxTokens: shown("sampling/changed", "maxTokens"),
  tools: (before, after) => compareTools(before.tools, after.tools),
  hostedTools: (before, after) => compareHostedTools(before.hostedTools, after.hostedTools),
  members: shown("members/changed", "members"),
  concurrency: shown("concurrency/changed", "concurrency"),
  maxCalls: shown("max-calls/changed", "maxCalls"),
  maxSteps: shown("steps/changed", "maxSteps"),
  streamedSteps: shown("steps/changed", "streamedSteps"),
  timeout: (before, after) =>
    compareKeys("timeout/changed", "timeout", before.timeout, after.timeout),
  retry: compareRetries,
  cache: (before, after) => compareKeys("cache/changed", "cache", before.cache, after.cache),
  promptCache: shown("prompt-cache/changed", "promptCache"),
  providerOptions: compareProviderOptions,
  // A renamed agent is found earlier; the others say where the agent is declared and describe it.
  name: nothing,
  version: nothing,
  className: nothing,
  source: nothing,
  description: nothing,
  // Includes all of these, so it is compared only if they are the same.
  fingerprint: nothing,
};

/** Every difference between two specs of an agent or a network, except its name. */
export function compareSpecs(before: AnySpec, after: AnySpec): readonly FoundChange[] {
  const found = [
    ...compareKinds(before, after),
    ...Object.values(comparers).flatMap((compare) => compare(before, after)),
  ];
  const isSame = found.length === 0 && before.name === after.name;
  return isSame ? compareCode(before.fingerprint, after.fingerprint) : found;
}

function compareKinds(before: AnySpec, after: AnySpec): readonly FoundChange[] {
  const [from, to] = [before, after].map((spec) => (isAgentSpec(spec) ? "agent" : "network"));
  return compareValues("agent/other-kind", "", from, to);
}

/**
 * Compares what is not in a spec: prompts, methods, their imports. Earlier versions wrote no fingerprint.
 */
function compareCode(
  before: string | undefined,
  after: string | undefined,
): readonly FoundChange[] {
  if (before === undefined || after === undefined) return [];
  return compareValues("code/changed", "", before, after);
}

function shown(code: ChangeCode, field: keyof Fields): Comparer {
  return (before, after) => compareValues(code, field, before[field], after[field]);
}

function compareParams(before: Fields, after: Fields): readonly FoundChange[] {
  return compareShapes(shapeOfParams(before), shapeOfParams(after), "params").map(
    ({ fact, ...change }) => ({ code: `params/${fact}`, ...change }),
  );
}

/** Compares the facts about params that are not part of their types. */
function compareParamFacts(before: Fields, after: Fields): readonly FoundChange[] {
  return before.params.flatMap((param) => {
    const other = after.params.find(({ name }) => name === param.name);
    if (!other) return [];
    const place = `params.${param.name}`;
    // A new default of a required param is already reported, because the param is now optional.
    const isSaid = param.required !== other.required;
    const [from, to] = [jsonOf(param.default), jsonOf(other.default)];
    return [
      ...(isSaid ? [] : compareValues("params/default", place, from, to)),
      ...(param.zod === other.zod ? [] : [{ code: "params/validator", place } as const]),
    ];
  });
}

function compareStates(
  before: readonly StateSpec[] | undefined,
  after: readonly StateSpec[] | undefined,
): readonly FoundChange[] {
  const found = compareShapes(shapeOfStates(before), shapeOfStates(after), "states");
  return found.map(({ fact, ...change }) => ({ code: codeOfState(fact), ...change }));
}

function codeOfState(fact: ShapeFact): ChangeCode {
  if (fact === "removed") return "states/removed";
  if (fact === "added-required" || fact === "added-optional") return "states/added";
  return changeRules[`output/${fact}`].effect === "breaking" ? "states/changed" : "states/refined";
}

/** Of its types a manifest says nothing. */
function compareContexts(
  before: readonly ContextSpec[] = [],
  after: readonly ContextSpec[] = [],
): readonly FoundChange[] {
  const [from, to] = [before, after].map((list) => new Map(list.map((one) => [one.name, one])));
  const names = [...new Set([...before, ...after].map(({ name }) => name))];
  return names.flatMap((name): FoundChange[] => {
    const place = `context.${name}`;
    const [old, now] = [from?.get(name), to?.get(name)];
    if (!now) return [{ code: "context/removed", place }];
    if (!old)
      return [{ code: now.required ? "context/added-required" : "context/added-optional", place }];
    if (old.required === now.required) return [];
    return [{ code: now.required ? "context/now-required" : "context/now-optional", place }];
  });
}

function jsonOf(value: Json | undefined): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}

function compareOutputs(
  before: OutputSpec | undefined,
  after: OutputSpec | undefined,
): readonly FoundChange[] {
  const place = "output";
  if (!before || !after) {
    if (before)
      return [{ code: "output/undeclared", place, before: before.exportName, after: "text" }];
    return after
      ? [{ code: "output/declared", place, before: "text", after: after.exportName }]
      : [];
  }
  const changes = compareShapes(shapeOfSchema(before.schema), shapeOfSchema(after.schema), place);
  if (changes.length > 0) {
    return changes.map(({ fact, ...change }) => ({ code: `output/${fact}`, ...change }));
  }
  // Not canonical JSON, because the model writes properties in their order.
  if (JSON.stringify(before.schema) !== JSON.stringify(after.schema)) {
    return [{ code: "output/told", place }];
  }
  return [
    ...(before.fingerprint === after.fingerprint
      ? []
      : [{ code: "output/validator", place } as const]),
    ...compareLowered("output/lowered", place, before.lowered, after.lowered),
  ];
}

function compareRetries(
  { retry: before = defaultRetry }: Fields,
  { retry: after = defaultRetry }: Fields,
): readonly FoundChange[] {
  return before && after
    ? compareKeys("retry/changed", "retry", before, after)
    : compareValues("retry/changed", "retry", before, after);
}

function compareStreaming(before: Fields, after: Fields): readonly FoundChange[] {
  if (before.streaming === after.streaming) return [];
  return [{ code: after.streaming ? "streaming/on" : "streaming/off", place: "" }];
}

/** Reports whose options changed, without the values, which may be as long as a request's body. */
function compareProviderOptions(
  { providerOptions: before = {} }: Fields,
  { providerOptions: after = {} }: Fields,
): readonly FoundChange[] {
  const [from, to] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...new Set([...from.keys(), ...to.keys()])]
    .filter((name) => !isSameJson(from.get(name), to.get(name)))
    .map((name) => ({ code: "provider-options/changed", place: `providerOptions.${name}` }));
}
