import {
  maxOutputBytesRule,
  maxStepsRule,
  retryRule,
  temperatureRule,
  timeoutRule,
} from "../../config/config-rules.js";
import { isTool, isToolName } from "../../dsl/define-tool.js";
import { isHostedTool } from "../../dsl/hosted-tools.js";
import { zodSchema } from "../../dsl/zod-schema.js";
import { timeLimit } from "../../internal/options/duration-rules.js";
import { noFaults, type OptionFault, type OptionRule } from "../../internal/options/option-rule.js";
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
import type { AnyNetworkCallOptions } from "./network-caller.js";
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

/** Whether the model may, must or must not ask for tools, or must ask for a certain one. */
export const toolChoiceRule: OptionRule = either(
  '"auto", "none", "required" or { tool: … }',
  oneOf("auto", "none", "required"),
  shape<NamedTool>({ tool: text }, ["tool"]),
);

/** Tools, each with a name of its own that every provider takes. */
const tools: OptionRule = (value) => {
  if (!Array.isArray(value)) return typed(Array.isArray, "a list of tools")(value);
  const names = new Set<unknown>();
  return (value as unknown[]).flatMap((tool, index): OptionFault[] => {
    const fault = (expected: string, ...path: string[]): OptionFault[] => [
      { path: [index, ...path], kind: "type", expected, shown: "another" },
    ];
    if (!isTool(tool) && !isHostedTool(tool)) {
      return fault("a tool of defineTool or of the provider");
    }
    if (!isToolName(tool.name)) return fault("1 to 64 letters, digits, _ and -", "name");
    if (names.has(tool.name)) return fault("a name of its own", "name");
    names.add(tool.name);
    return [];
  });
};

/** What each option of a call may be. Attachments are said by who loads them. */
export const callOptionRules: Members<AnyCallOptions> = {
  onChunk: callback,
  onEvent: either(
    "a function, or an object with call",
    callback,
    withMethods("a receiver", "call"),
  ),
  call: callback,
  nested: flag,
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
  schema: zodSchema,
  // What each of them is, is said by who loads it.
  attachments: typed(Array.isArray, "a list of attachments"),
  maxSteps: maxStepsRule,
  temperature: temperatureRule,
  maxTokens: count,
  maxOutputBytes: maxOutputBytesRule,
  toolChoice: toolChoiceRule,
  activeTools: list(text, "a list of names of tools"),
  tools,
  promptCache: typed(
    (value) => value === false || value === "5m" || value === "1h",
    '"5m", "1h" or false',
  ),
  providerOptions: record(optional(jsonObject), "an object of objects, by the provider's name"),
  metadata: jsonObject,
  tags: list(someText, "a list of strings"),
  tenant: someText,
};

/** What each option of a call of a network may be. Made when it is asked for, so that bundles without networks leave it out. */
export function networkOptionRules(): Members<AnyNetworkCallOptions> {
  const rules = callOptionRules;
  return {
    onChunk: rules.onChunk,
    onEvent: rules.onEvent,
    call: rules.call,
    nested: rules.nested,
    signal: rules.signal,
    timeout: either("a duration, or { total }", timeLimit, shape({ total: timeLimit })),
    maxOutputBytes: rules.maxOutputBytes,
    metadata: rules.metadata,
    tags: rules.tags,
    tenant: rules.tenant,
    context: rules.context,
  };
}
