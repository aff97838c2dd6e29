import type { AgentSpec, ParamSpec } from "../../manifest/manifest.js";

const specKeys: readonly (keyof AgentSpec)[] = [
  "version",
  "name",
  "className",
  "source",
  "description",
  "model",
  "streaming",
  "temperature",
  "maxTokens",
  "timeout",
  "retry",
  "fallback",
  "cache",
  "params",
  "output",
];

const paramKeys: readonly (keyof ParamSpec)[] = [
  "name",
  "type",
  "required",
  "default",
  "description",
  "constraints",
  "zod",
];

const timeoutKeys = ["totalMs", "firstTokenMs", "idleMs"];
const retryKeys = ["maxAttempts", "initialDelayMs", "maxDelayMs", "restart"];
const cacheKeys = ["ttlMs", "key"];
const outputKeys = ["exportName", "source", "fingerprint", "schema"];

const constraintKeys = ["min", "max", "int", "minLength", "maxLength", "pattern", "format"];

/** A spec with its keys in a fixed order, so that its text does not depend on how it was put together. */
export function orderSpec(spec: AgentSpec): AgentSpec {
  const { cache, timeout, retry, output } = spec;
  return inOrder(
    {
      ...spec,
      params: spec.params.map(orderParam),
      ...(cache && { cache: inOrder(cache, cacheKeys) }),
      ...(timeout && { timeout: inOrder(timeout, timeoutKeys) }),
      ...(retry && { retry: inOrder(retry, retryKeys) }),
      ...(output && { output: inOrder(output, outputKeys) }),
    },
    specKeys,
  );
}

function orderParam(param: ParamSpec): ParamSpec {
  const { constraints } = param;
  const ordered = constraints && { constraints: inOrder(constraints, constraintKeys) };
  return inOrder({ ...param, ...ordered }, paramKeys);
}

/** The entries that have a value, those of known keys first. */
function inOrder<T extends object>(value: T, keys: readonly string[]): T {
  const place = (key: string) => (keys.includes(key) ? keys.indexOf(key) : keys.length);
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  entries.sort(([a], [b]) => place(a) - place(b) || (a < b ? -1 : 1));
  return Object.fromEntries(entries) as T;
}
