import { findRetryFault } from "../config/find-retry-fault.js";
import type { Issue } from "../errors.js";
import type { CallOptions } from "./caller.js";

type Check = (value: unknown) => string | undefined;

const timeoutKeys: ReadonlySet<string> = new Set(["total", "firstToken", "idle"]);
const toolChoices: ReadonlySet<unknown> = new Set(["auto", "none", "required"]);

/**
 * What tsc would refuse of each option. A duration, a number of steps and the name of a tool that
 * cannot be are said by who reads them, and attachments by who loads them.
 */
const checks: readonly (readonly [keyof CallOptions, Check])[] = Object.entries({
  onChunk: expectFunction,
  onEvent: expectFunction,
  signal: (value) => (isSignal(value) ? undefined : "expected an AbortSignal"),
  timeout: findTimeoutFault,
  streaming: expectBoolean,
  cache: expectBoolean,
  model: (value) => (typeof value === "string" ? undefined : 'expected a text: "provider/model"'),
  toolChoice: findToolChoiceFault,
  providerOptions: findProviderOptionsFault,
  metadata: (value) => (isObject(value) ? undefined : "expected an object"),
} satisfies { readonly [Key in keyof CallOptions]?: Check }) as [keyof CallOptions, Check][];

/**
 * What tsc would refuse of the second argument of a call, for callers that tsc did not see. Of options
 * that nobody knows it says nothing: what holds them may have been made for more than this call.
 */
export function findOptionIssues(options: unknown): Issue[] {
  if (!isObject(options)) {
    return [{ path: [], message: "expected a function, an object with call, or options" }];
  }
  const issues: Issue[] = [];
  for (const [key, check] of checks) {
    const value = options[key];
    const message = value === undefined ? undefined : check(value);
    if (message !== undefined) issues.push({ path: [key], message });
  }
  issues.push(...findRetryIssues(options["retry"]));
  return issues;
}

/** The options that {@link findOptionIssues} has nothing to say of. */
export function withoutFaults(options: CallOptions, issues: readonly Issue[]): CallOptions {
  if (issues.length === 0) return options;
  const faulty = new Set(issues.map(({ path }) => path[0]));
  const sound = isObject(options) ? Object.entries(options) : [];
  return Object.fromEntries(sound.filter(([key]) => !faulty.has(key)));
}

function expectFunction(value: unknown): string | undefined {
  return typeof value === "function" ? undefined : "expected a function";
}

function expectBoolean(value: unknown): string | undefined {
  return typeof value === "boolean" ? undefined : "expected true or false";
}

/** Of any realm. */
function isSignal(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { aborted, addEventListener, removeEventListener } = value as Partial<AbortSignal>;
  const listens =
    typeof addEventListener === "function" && typeof removeEventListener === "function";
  return listens && typeof aborted === "boolean";
}

function findTimeoutFault(value: unknown): string | undefined {
  // Whether it is a duration, the limits say.
  if (typeof value === "string" || typeof value === "number") return undefined;
  const isLimits = isObject(value) && Object.keys(value).every((key) => timeoutKeys.has(key));
  return isLimits ? undefined : "expected a duration, or an object of total, firstToken and idle";
}

function findRetryIssues(retry: unknown): Issue[] {
  if (retry === undefined || retry === false) return [];
  if (!isObject(retry)) return [{ path: ["retry"], message: "expected retry options, or false" }];
  const fault = findRetryFault(retry);
  return fault ? [{ path: ["retry", fault.key], message: `expected a ${fault.expected}` }] : [];
}

function findToolChoiceFault(value: unknown): string | undefined {
  if (toolChoices.has(value)) return undefined;
  if (isObject(value) && typeof value["tool"] === "string") return undefined;
  return 'expected "auto", "none", "required" or { tool: … }';
}

function findProviderOptionsFault(value: unknown): string | undefined {
  const isWhole = isObject(value) && Object.values(value).every((one) => !one || isObject(one));
  return isWhole ? undefined : "expected an object of objects, by the provider's name";
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
