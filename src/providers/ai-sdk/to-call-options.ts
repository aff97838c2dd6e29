import type { Json, JsonObject } from "../../internal/json.js";
import { toWellFormed } from "../../internal/well-formed.js";
import type { ModelCall, OutputRequest } from "../../model/provider.js";
import type { ModelTool, ToolChoice } from "../../model/tool.js";
import { openaiDialect } from "../../schema/strict/dialect.js";
import { strictSchemaOf } from "../../schema/strict/strict-schema-of.js";
import { Breakpoints, toCacheControl } from "../wire/breakpoints.js";
import { toSchemaInstruction } from "../wire/schema-instruction.js";
import { toProviderTool } from "./hosted-tools.js";
import type { AiSdkOptions } from "./options.js";
import type {
  SpecCallOptions,
  SpecModel,
  SpecProviderTool,
  SpecTold,
  SpecTool,
  SpecToolChoice,
} from "./spec.js";
import { toDraft7 } from "./to-draft-7.js";
import { toOlderPrompt } from "./to-older-prompt.js";
import { toPrompt, toSystem } from "./to-prompt.js";

/** What of a model shapes its requests. */
export interface ModelFacts extends Pick<
  SpecModel,
  "specificationVersion" | "provider" | "supportsStructuredOutputs"
> {
  /** The addresses that its provider fetches itself. */
  readonly supportedUrls: unknown;
}

/** The settings of the AI SDK that hold for every model, beside those that a call has of its own. */
const settings: ReadonlySet<string> = new Set([
  "topP",
  "topK",
  "presencePenalty",
  "frequencyPenalty",
  "stopSequences",
  "seed",
]);

/** Providers of the AI SDK that have a schema enforced in OpenAI's strict mode, unless they are told not to. */
const strictProviders: ReadonlySet<string> = new Set(["openai", "azure", "groq", "xai"]);

/** Who a model's provider is: `"google"` of `"google.generative-ai"`. */
export function toLabel(provider: unknown): string {
  const name = typeof provider === "string" ? provider.split(".")[0]?.trim() : undefined;
  return name === undefined || name === "" ? "the AI SDK's model" : name;
}

/** Writes a call as what a model of the AI SDK is called with. */
export function toCallOptions(
  call: ModelCall,
  model: ModelFacts,
  options: AiSdkOptions,
  signal: AbortSignal,
): object {
  const label = toLabel(model.provider);
  const { output, tools = [], hostedTools = [], toolChoice, providerOptions = {} } = call;
  const breakpoints = new Breakpoints<SpecTold>();
  const specTools = [...tools.map(toTool), ...hostedTools.map(toProviderTool)];
  const ttl = call.promptCache?.ttl;
  breakpoints.mark(specTools.at(-1), ttl);
  const prompt = toPrompt(call.messages, { label, urls: model.supportedUrls, breakpoints, ttl });
  if (isAnthropic(model.provider)) writeBreakpoints(breakpoints);
  const mode = options.structuredOutput ?? defaultMode(model);
  if (output !== undefined && mode !== "json_schema") {
    prompt.unshift(toSystem(toSchemaInstruction(output.schema)));
  }
  const own = pick(providerOptions, (key) => !settings.has(key));
  const spec: SpecCallOptions = {
    prompt,
    ...(call.maxTokens !== undefined && { maxOutputTokens: call.maxTokens }),
    ...(call.temperature !== undefined && { temperature: call.temperature }),
    ...(output !== undefined &&
      mode !== "none" && { responseFormat: toFormat(output, mode, model) }),
    ...(specTools.length > 0 && { tools: specTools }),
    ...(specTools.length > 0 && toolChoice !== undefined && { toolChoice: toChoice(toolChoice) }),
    ...(Object.keys(own).length > 0 && {
      providerOptions: { [options.optionsName ?? label]: own },
    }),
    abortSignal: signal,
  };
  const version = model.specificationVersion;
  return toWellFormed({
    ...spec,
    ...pick(providerOptions, (key) => settings.has(key)),
    ...(version !== "v4" && { prompt: toOlderPrompt(prompt, version, label) }),
    ...(version === "v2" && specTools.length > 0 && { tools: specTools.map(toOlderTool) }),
  });
}

/** Whether a model is one of Anthropic's: `"anthropic.messages"`, `"vertex.anthropic.messages"`. */
function isAnthropic(provider: unknown): boolean {
  return typeof provider === "string" && provider.split(".").includes("anthropic");
}

/** Its package holds a request to the API's limit itself. */
function writeBreakpoints(breakpoints: Breakpoints<SpecTold>): void {
  for (const [told, ttl] of breakpoints.settle()) {
    told.providerOptions = { anthropic: { cacheControl: toCacheControl(ttl) } };
  }
}

function defaultMode({ supportsStructuredOutputs }: ModelFacts): "json_schema" | "json_object" {
  return supportsStructuredOutputs === false ? "json_object" : "json_schema";
}

function toFormat(
  output: OutputRequest,
  mode: "json_schema" | "json_object",
  model: ModelFacts,
): NonNullable<SpecCallOptions["responseFormat"]> {
  if (mode === "json_object") return { type: "json" };
  const isStrict =
    strictProviders.has(toLabel(model.provider)) || model.supportsStructuredOutputs === true;
  // Elsewhere optional properties and constraints are taken as they are.
  const lowered = isStrict ? strictSchemaOf(output, openaiDialect) : undefined;
  const schema = lowered?.enforced === true ? lowered.schema : output.schema;
  return { type: "json", schema: toDraft7(schema), name: output.name };
}

function toTool({ name, description, schema }: ModelTool): SpecTool {
  return {
    type: "function",
    name,
    ...(description !== "" && { description }),
    inputSchema: toDraft7(schema),
  };
}

/** Models of AI SDK 5 have another word for tools that their provider runs. */
function toOlderTool(tool: SpecTool | SpecProviderTool): object {
  return tool.type === "provider" ? { ...tool, type: "provider-defined" } : tool;
}

function toChoice(choice: ToolChoice): SpecToolChoice {
  return typeof choice === "string" ? { type: choice } : { type: "tool", toolName: choice.tool };
}

function pick(object: JsonObject, wanted: (key: string) => boolean): Record<string, Json> {
  return Object.fromEntries(Object.entries(object).filter(([key]) => wanted(key)));
}
