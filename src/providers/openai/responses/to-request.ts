import type { OpenAI } from "openai";
import type { JsonObject } from "../../../internal/json.js";
import type { ModelCall, OutputRequest } from "../../../model/provider.js";
import type { ModelTool, ToolChoice } from "../../../model/tool.js";
import { findUnenforceable } from "../../../schema/find-unenforceable.js";
import { isJsonObject, isObjectSchema, resolveRefs } from "../../../schema/json-schema.js";
import { openaiDialect } from "../../../schema/strict-dialect.js";
import { toStrictSchema } from "../../../schema/strict-schema.js";
import { toSchemaInstruction } from "../../schema-instruction.js";
import type { OpenAIOptions } from "../options.js";
import { reasons } from "./reasons.js";
import { toInput } from "./to-input.js";

type Body = OpenAI.Responses.ResponseCreateParams;
type Format = OpenAI.Responses.ResponseFormatTextConfig;

/** What of the options shapes a request, with its defaults filled in. */
export interface RequestStyle {
  readonly structuredOutput: NonNullable<OpenAIOptions["structuredOutput"]>;
}

/** OpenAI's limit for the name of a schema. */
const maxNameLength = 64;

/**
 * Writes a call as the body of a Responses request. Nothing is stored: what the model thought comes
 * back encrypted, and goes along with the next request.
 */
export function toRequest(call: ModelCall, style: RequestStyle): Body {
  const { output, tools = [], toolChoice, providerOptions = {} } = call;
  const thinks = reasons(call.model);
  const input = toInput(call.messages, thinks);
  const format = output && toFormat(output, style);
  if (output !== undefined && format?.type !== "json_schema") {
    input.unshift({
      role: thinks ? "developer" : "system",
      content: toSchemaInstruction(output.schema),
    });
  }
  const body: Body = {
    model: call.model,
    input,
    ...(call.stream ? { stream: true } : { stream: false }),
    store: false,
    // Models that do not think refuse to be asked for it.
    ...(thinks && { include: ["reasoning.encrypted_content"] }),
    ...(format !== undefined && { text: { format } }),
    ...(tools.length > 0 && { tools: tools.map((tool) => toTool(tool, style)) }),
    ...(tools.length > 0 && toolChoice !== undefined && { tool_choice: toToolChoice(toolChoice) }),
    ...(call.temperature !== undefined && { temperature: call.temperature }),
    ...(call.maxTokens !== undefined && { max_output_tokens: call.maxTokens }),
  };
  return withOptions(body, providerOptions);
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
function toFormat({ name, schema }: OutputRequest, style: RequestStyle): Format | undefined {
  if (style.structuredOutput === "none") return undefined;
  if (style.structuredOutput === "json_object") return { type: "json_object" };
  // A schema of anything but an object is refused in every mode.
  if (!isObjectSchema(resolveRefs(schema, schema) ?? schema)) return undefined;
  const lowered = toSchema(schema);
  return {
    type: "json_schema",
    name: name.slice(0, maxNameLength),
    strict: lowered.strict,
    schema: lowered.schema,
  };
}

function toTool(
  { name, description, schema }: ModelTool,
  { structuredOutput }: RequestStyle,
): OpenAI.Responses.FunctionTool {
  const lowered =
    structuredOutput === "json_schema"
      ? toSchema(schema)
      : { schema: { ...schema }, strict: false };
  return {
    type: "function",
    name,
    ...(description !== "" && { description }),
    parameters: lowered.schema,
    strict: lowered.strict,
  };
}

/** Strict mode refuses what it cannot enforce; without it the schema is at least followed. */
function toSchema(schema: JsonObject): { schema: { [key: string]: unknown }; strict: boolean } {
  const strict = findUnenforceable(schema, openaiDialect).length === 0;
  return { schema: { ...(strict ? toStrictSchema(schema, openaiDialect) : schema) }, strict };
}

function toToolChoice(choice: ToolChoice): NonNullable<Body["tool_choice"]> {
  return typeof choice === "string" ? choice : { type: "function", name: choice.tool };
}
