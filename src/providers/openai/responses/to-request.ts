import type { OpenAI } from "openai";
import type { JsonObject } from "../../../internal/json.js";
import type { HostedTool } from "../../../model/hosted-tool.js";
import type { ModelCall, OutputRequest } from "../../../model/provider.js";
import type { ModelTool, ToolChoice } from "../../../model/tool.js";
import { isJsonObject } from "../../../schema/json-schema.js";
import { openaiDialect } from "../../../schema/strict/dialect.js";
import { strictSchemaOf } from "../../../schema/strict/strict-schema-of.js";
import { toSchemaInstruction } from "../../wire/schema-instruction.js";
import type { OpenAIOptions } from "../options/options.js";
import { toAskedSchema, type AskedSchema } from "../options/to-asked-schema.js";
import { toHostedTool, toIncludes } from "./hosted-tools.js";
import { takesBreakpoints } from "./prompt-cache.js";
import { reasons } from "./reasons.js";
import { toInput } from "./to-input.js";

type Body = OpenAI.Responses.ResponseCreateParams;
type Format = OpenAI.Responses.ResponseFormatTextConfig;

/** What of the options shapes a request, with its defaults filled in. */
export interface RequestStyle {
  readonly structuredOutput: NonNullable<OpenAIOptions["structuredOutput"]>;
  /** Whether the server is OpenAI's own. */
  readonly isOfficial: boolean;
}

const encryptedThoughts = "reasoning.encrypted_content" as const;

/** OpenAI's limit for the name of a schema. */
const maxNameLength = 64;

/**
 * Writes a call as the body of a Responses request. Nothing is stored: what the model thought comes
 * back encrypted, and goes along with the next request.
 */
export function toRequest(call: ModelCall, style: RequestStyle): Body {
  const { output, tools = [], hostedTools = [], toolChoice, promptCache } = call;
  const thinks = reasons(call.model);
  const marked = style.isOfficial && takesBreakpoints(call.model);
  const input = toInput(call.messages, { reasons: thinks, marked, ttl: promptCache?.ttl });
  const asked = output && toAskedSchema(output, style.structuredOutput);
  const format = output && asked && toFormat(output, asked, style);
  if (asked !== undefined && format?.type !== "json_schema") {
    input.unshift({
      role: thinks ? "developer" : "system",
      content: toSchemaInstruction(asked.schema),
    });
  }
  // Models that do not think refuse to be asked for it.
  const include = [...(thinks ? [encryptedThoughts] : []), ...toIncludes(hostedTools)];
  const allTools = [...tools.map((tool) => toTool(tool, style)), ...hostedTools.map(toHostedTool)];
  const body: Body = {
    model: call.model,
    input,
    ...(call.stream ? { stream: true } : { stream: false }),
    store: false,
    ...(include.length > 0 && { include }),
    // The servers of others may not know it.
    ...(promptCache && style.isOfficial && { prompt_cache_key: promptCache.key }),
    ...(format !== undefined && { text: { format } }),
    ...(allTools.length > 0 && { tools: allTools }),
    ...(allTools.length > 0 &&
      toolChoice !== undefined && { tool_choice: toToolChoice(toolChoice, hostedTools) }),
    ...(call.temperature !== undefined && { temperature: call.temperature }),
    ...(call.maxTokens !== undefined && { max_output_tokens: call.maxTokens }),
  };
  return withOptions(body, call.providerOptions ?? {});
}

/** `text` holds the verbosity beside the format, so that one of them does not displace the other. */
function withOptions(body: Body, options: JsonObject): Body {
  const { text } = options;
  return {
    ...body,
    ...options,
    ...(isJsonObject(text) && { text: { ...body.text, ...text } }),
  } as Body;
}

/** `undefined`: the schema is told in words alone. */
function toFormat(
  { name }: OutputRequest,
  { schema, strict }: AskedSchema,
  { structuredOutput }: RequestStyle,
): Format | undefined {
  if (structuredOutput === "none") return undefined;
  if (structuredOutput === "json_object") return { type: "json_object" };
  return { type: "json_schema", name: name.slice(0, maxNameLength), strict, schema: { ...schema } };
}

/** Its arguments are enforced where strict mode can, and else the model is told of them. */
function toTool(
  tool: ModelTool,
  { structuredOutput }: RequestStyle,
): OpenAI.Responses.FunctionTool {
  const { name, description, schema } = tool;
  const lowered =
    structuredOutput === "json_schema" ? strictSchemaOf(tool, openaiDialect) : undefined;
  const strict = lowered?.enforced === true;
  return {
    type: "function",
    name,
    ...(description !== "" && { description }),
    parameters: { ...(strict ? lowered.schema : schema) },
    strict,
  };
}

function toToolChoice(
  choice: ToolChoice,
  hosted: readonly HostedTool[],
): NonNullable<Body["tool_choice"]> {
  if (typeof choice === "string") return choice;
  const tool = hosted.find(({ name }) => name === choice.tool);
  if (tool === undefined) return { type: "function", name: choice.tool };
  return { type: "allowed_tools", mode: "required", tools: [{ type: toHostedTool(tool).type }] };
}
