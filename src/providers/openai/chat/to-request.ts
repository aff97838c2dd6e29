import type { OpenAI } from "openai";
import { AgentError } from "../../../errors.js";
import type { ModelCall, OutputRequest } from "../../../model/provider.js";
import { toSchemaInstruction } from "../../wire/schema-instruction.js";
import { toAskedSchema, type AskedSchema } from "../options/to-asked-schema.js";
import type { OpenAIOptions } from "../options/options.js";
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
 * @throws {AgentError} `invalid_attachment`, see `toContentPart`; `config_invalid` for hosted tools, where the
 *   call itself names a server that speaks no other API.
 */
export function toRequest(call: ModelCall, style: RequestStyle): Body {
  const { output, tools = [], hostedTools: [hosted] = [] } = call;
  if (hosted !== undefined) {
    throw new AgentError(
      "config_invalid",
      `The server is asked in Chat Completions, which has no hosted tools such as "${hosted.name}". Leave out the tool, or choose a server that speaks Responses: openai({ api: "responses" }).`,
    );
  }
  const messages = toMessages(call.messages, style.server);
  const asked = output && toAskedSchema(output, style.structuredOutput);
  const format = output && asked && toResponseFormat(output, asked, style);
  if (asked !== undefined && format?.type !== "json_schema") {
    messages.unshift({ role: "system", content: toSchemaInstruction(asked.schema) });
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
function toResponseFormat(
  { name }: OutputRequest,
  { schema, strict }: AskedSchema,
  { structuredOutput }: RequestStyle,
): Body["response_format"] {
  if (structuredOutput === "none") return undefined;
  if (structuredOutput === "json_object") return { type: "json_object" };
  return {
    type: "json_schema",
    json_schema: { name: name.slice(0, maxNameLength), strict, schema },
  };
}
