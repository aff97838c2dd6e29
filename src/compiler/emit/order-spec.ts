import type {
  AgentSpec,
  CallableSpec,
  NetworkSpec,
  OutputSpec,
  ParamSpec,
  ToolSpec,
} from "../../manifest/manifest.js";

const specKeys: readonly (keyof AgentSpec | keyof NetworkSpec)[] = [
  "version",
  "name",
  "className",
  "source",
  "fingerprint",
  "description",
  "model",
  "streaming",
  "streamedSteps",
  "temperature",
  "maxTokens",
  "maxSteps",
  "concurrency",
  "maxCalls",
  "timeout",
  "retry",
  "fallback",
  "cache",
  "promptCache",
  "providerOptions",
  "params",
  "context",
  "states",
  "members",
  "tools",
  "hostedTools",
  "output",
];

const paramKeys: readonly (keyof ParamSpec)[] = [
  "name",
  "type",
  "json",
  "required",
  "default",
  "description",
  "constraints",
  "zod",
  "converts",
  "fingerprint",
];

const timeoutKeys = ["totalMs", "firstTokenMs", "idleMs"];
const retryKeys = ["maxAttempts", "initialDelayMs", "maxDelayMs", "restart", "invalidOutput"];
const maxStepsKeys = ["max", "atLimit"];
const cacheKeys = ["ttlMs", "key"];
const outputKeys = ["exportName", "source", "fingerprint", "schema", "lowered", "restore"];

const toolKeys = [
  "name",
  "description",
  "timeoutMs",
  "final",
  "approve",
  "run",
  "schema",
  "lowered",
  "restore",
];
const stateKeys = ["name", "type", "description"];
const loweredKeys = ["dialects", "hash", "enforced", "schema"];
const runKeys = ["kind", "method", "agent", "fingerprint"];
const constraintKeys = ["min", "max", "int", "minLength", "maxLength", "pattern", "format"];

/** A spec with its keys in a fixed order, so that its text does not depend on how it was made. */
export function orderSpec<Spec extends CallableSpec>(spec: Spec): Spec {
  const all: CallableSpec & Partial<AgentSpec> & Partial<NetworkSpec> = spec;
  const { cache, timeout, retry, output, tools, maxSteps, states } = all;
  return inOrder(
    {
      ...spec,
      params: spec.params.map(orderParam),
      ...(cache && { cache: inOrder(cache, cacheKeys) }),
      ...(timeout && { timeout: inOrder(timeout, timeoutKeys) }),
      ...(retry && { retry: inOrder(retry, retryKeys) }),
      ...(typeof maxSteps === "object" && { maxSteps: inOrder(maxSteps, maxStepsKeys) }),
      ...(output && { output: inOrder(orderLowered(output), outputKeys) }),
      ...(tools && { tools: tools.map(orderTool) }),
      ...(states && { states: states.map((state) => inOrder(state, stateKeys)) }),
    },
    specKeys,
  );
}

function orderParam(param: ParamSpec): ParamSpec {
  const { constraints } = param;
  const ordered = constraints && { constraints: inOrder(constraints, constraintKeys) };
  return inOrder({ ...param, ...ordered }, paramKeys);
}

function orderTool(tool: ToolSpec): ToolSpec {
  return inOrder({ ...orderLowered(tool), run: inOrder(tool.run, runKeys) }, toolKeys);
}

function orderLowered<T extends Pick<OutputSpec, "lowered">>(spec: T): T {
  const lowered = spec.lowered?.map((one) => inOrder(one, loweredKeys));
  return { ...spec, ...(lowered && { lowered }) };
}

/** The entries with a value, known keys first. */
function inOrder<T extends object>(value: T, keys: readonly string[]): T {
  const place = (key: string) => (keys.includes(key) ? keys.indexOf(key) : keys.length);
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  entries.sort(([a], [b]) => place(a) - place(b) || (a < b ? -1 : 1));
  return Object.fromEntries(entries) as T;
}
