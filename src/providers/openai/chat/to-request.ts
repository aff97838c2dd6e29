import type { OpenAI } from "openai";
import type { ModelCall, OutputRequest } from "../../../model/provider.js";
import { findUnenforceable } from "../../../schema/find-unenforceable.js";
import { isObjectSchema, resolveRefs } from "../../../schema/json-schema.js";
import { openaiDialect } from "../../../schema/strict-dialect.js";
import { toStrictSchema } from "../../../schema/strict-schema.js";
import { toSchemaInstruction } from "../../schema-instruction.js";
import type { OpenAIOptions } from "../options.js";
import { toMessages } from "./to-messages.js";
import { toTool, toToolChoice } from "./to-tools.js";

type Body = OpenAI.ChatCompletionCreateParams;

/** What of the options shapes a request, with its defaults filled in. */
export interface RequestStyle {
  readonly structuredOutput: NonNullable<OpenAIOptions["structuredOutput"]>;
  readonly maxTokensField: NonNullable<OpenAIOptions["maxTokensField"]>;
  /** Who is asked; see `createReplay`. */
  readonly server: string;
}

/** OpenAI's limit for the name of a schema. */
const maxNameLength = 64;

/**
 * Writes a call as the body of a Chat Completions request.
 * @throws {AgentError} `invalid_attachment`; see `toContentPart`.
 */
export function toRequest(call: ModelCall, style: RequestStyle): Body {
  const { output, tools = [] } = call;
  const messages = toMessages(call.messages, style.server);
  const format = output && toResponseFormat(output, style);
  if (output !== undefined && format?.type !== "json_schema") {
    messages.unshift({ role: "system", content: toSchemaInstruction(output.schema) });
  }
  const enforces = style.structuredOutput === "json_schema";
  return {
    model: call.model,
    messages,
    ...(call.stream
      ? { stream: true, stream_options: { include_usage: true } }
      : { stream: false }),
    ...(format !== undefined && { response_format: format }),
    // An empty list is refused, and so is a choice without one.
    ...(tools.length > 0 && {
      tools: tools.map((tool) => toTool(tool, enforces)),
      ...(call.toolChoice !== undefined && { tool_choice: toToolChoice(call.toolChoice) }),
    }),
    ...(call.temperature !== undefined && { temperature: call.temperature }),
    ...(call.maxTokens !== undefined && { [style.maxTokensField]: call.maxTokens }),
    ...call.providerOptions,
  };
}

/** `undefined`: the schema is told in words alone. */
function toResponseFormat(output: OutputRequest, style: RequestStyle): Body["response_format"] {
  if (style.structuredOutput === "none") return undefined;
  if (style.structuredOutput === "json_object") return { type: "json_object" };
  const { name, schema } = output;
  // A schema of anything but an object is refused in every mode.
  if (!isObjectSchema(resolveRefs(schema, schema) ?? schema)) return undefined;
  // Strict mode refuses what it cannot enforce; without it the schema is at least followed.
  const strict = findUnenforceable(schema, openaiDialect).length === 0;
  return {
    type: "json_schema",
    json_schema: {
      name: name.slice(0, maxNameLength),
      strict,
      schema: strict ? toStrictSchema(schema, openaiDialect) : schema,
    },
  };
}
