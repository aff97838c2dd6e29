import {
  maxOutputBytesRule,
  maxStepsRule,
  retryRule,
  temperatureRule,
  timeoutRule,
} from "../../config/config-rules.js";
import { noFaults, type OptionRule } from "../../internal/options/option-rule.js";
import {
  callback,
  count,
  either,
  flag,
  json,
  list,
  oneOf,
  optional,
  record,
  someText,
  text,
  typed,
  withMethods,
} from "../../internal/options/rules.js";
import { shape, type Members } from "../../internal/options/shape.js";
import type { CallConnection } from "../../model/call-connection.js";
import type { ToolChoice } from "../../model/tool.js";
import type { AnyCallOptions } from "./context-caller.js";
import { isObject } from "../../internal/is-object.js";

/** What is said by the part of the runtime that reads it, in words of its own. */
export const saidElsewhere: OptionRule = () => noFaults;

const jsonObject: OptionRule = (value) => {
  const faults = typed(isObject, "an object")(value);
  return faults.length > 0 ? faults : json(value);
};

/** Of any realm. */
const signal = typed((value) => {
  if (typeof value !== "object" || value === null) return false;
  const { aborted, addEventListener, removeEventListener } = value as Partial<AbortSignal>;
  const listens =
    typeof addEventListener === "function" && typeof removeEventListener === "function";
  return listens && typeof aborted === "boolean";
}, "an AbortSignal");

type NamedTool = Exclude<ToolChoice, string>;

/** What each option of a call may be. Attachments are said by who loads them. */
export const callOptionRules: Members<AnyCallOptions> = {
  onChunk: callback,
  onEvent: either(
    "a function, or an object with call",
    callback,
    withMethods("a receiver", "call"),
  ),
  call: callback,
  signal,
  timeout: timeoutRule,
  retry: retryRule,
  streaming: flag,
  cache: flag,
  // Which providers there are is said with the model.
  model: typed((value) => typeof value === "string", 'a string: "provider/model"'),
  fallback: list(someText, 'a list of strings: "provider/model"'),
  connection: shape<CallConnection>({
    apiKey: text,
    baseURL: text,
    headers: record(text, "an object of strings"),
  }),
  // Which there are, is said with the agent. What it holds is shown to nobody.
  context: typed(isObject, "an object, by the names of the agent's @context fields"),
  // What each of them is, is said by who loads it.
  attachments: typed(Array.isArray, "a list of attachments"),
  maxSteps: maxStepsRule,
  temperature: temperatureRule,
  maxTokens: count,
  maxOutputBytes: maxOutputBytesRule,
  toolChoice: either(
    '"auto", "none", "required" or { tool: … }',
    oneOf("auto", "none", "required"),
    shape<NamedTool>({ tool: text }, ["tool"]),
  ),
  promptCache: typed(
    (value) => value === false || value === "5m" || value === "1h",
    '"5m", "1h" or false',
  ),
  providerOptions: record(optional(jsonObject), "an object of objects, by the provider's name"),
  metadata: jsonObject,
  tags: list(someText, "a list of strings"),
  tenant: someText,
};
