import type { Anthropic } from "@anthropic-ai/sdk";
import type { JsonObject } from "../../internal/json.js";
import type { ModelCall, OutputRequest } from "../../model/provider.js";
import { isJsonObject, readOwn } from "../../schema/json-schema.js";
import { Breakpoints } from "../wire/breakpoints.js";
import { toSchemaInstruction } from "../wire/schema-instruction.js";
import { findContainer } from "./container.js";
import { lowerSchema, type LoweredSchema } from "./lower-schema.js";
import { findMaxTokens } from "./max-tokens.js";
import { enforcesSchemas } from "./model-features.js";
import type { AnthropicOptions } from "./options.js";
import { toMessages, toSystem } from "./to-messages.js";
import { toHostedTool } from "./to-hosted-tool.js";
import { toToolChoice, toTools } from "./to-tools.js";
import { writeBreakpoints, type Markable } from "./write-breakpoints.js";

type Body = Anthropic.MessageCreateParams;

/** What of the options shapes a request, with its defaults filled in. */
export interface RequestStyle {
  readonly structuredOutput: NonNullable<AnthropicOptions["structuredOutput"]>;
  readonly tools: NonNullable<AnthropicOptions["tools"]>;
}

/**
 * Writes a call as the body of a Messages request.
 * @throws {AgentError} `invalid_attachment` for an image or a file that Anthropic does not take, and
 *   `provider_rejected` for too many marks for its prompt cache.
 */
export function toRequest(call: ModelCall, style: RequestStyle): Body {
  const { output, tools = [], hostedTools = [], providerOptions } = call;
  const enforced = output && findEnforced(call, output, style);
  // There is no mode that follows a schema without enforcing it, so one that cannot be is said in words.
  const instruction = output && !enforced ? toSchemaInstruction(output.schema) : undefined;
  const breakpoints = new Breakpoints<Markable>();
  const ttl = call.promptCache?.ttl;
  const hasTools = tools.length + hostedTools.length > 0;
  const toolFields = hasTools ? toToolFields(call, style, enforced) : undefined;
  breakpoints.mark(toolFields?.tools?.at(-1), ttl);
  const system = toSystem(call.messages, instruction, { breakpoints, ttl });
  const messages = toMessages(call.messages, breakpoints);
  writeBreakpoints(breakpoints);
  const container = findContainer(call.messages);
  const body: Body = {
    model: call.model,
    max_tokens: call.maxTokens ?? findMaxTokens(call.model),
    ...(system !== undefined && { system }),
    messages,
    stream: call.stream,
    ...(container !== undefined && { container }),
    ...toolFields,
    ...(enforced && {
      output_config: { format: { type: "json_schema", schema: enforced.schema } },
    }),
    ...(call.temperature !== undefined && { temperature: call.temperature }),
  };
  return providerOptions === undefined ? body : withOptions(body, providerOptions);
}

function findEnforced(
  call: ModelCall,
  output: OutputRequest,
  style: RequestStyle,
): LoweredSchema | undefined {
  if (style.structuredOutput === "none" || enforcesSchemas(call.model) === false) return undefined;
  return lowerSchema(output);
}

function toToolFields(
  call: ModelCall,
  style: RequestStyle,
  output: LoweredSchema | undefined,
): Pick<Body, "tools" | "tool_choice"> {
  // A model behind a compatible server is told of tools in the form that all such servers know.
  const isModern = style.tools === "strict" && enforcesSchemas(call.model) === true;
  return {
    tools: [
      ...toTools(call.tools ?? [], {
        strict: isModern && style.structuredOutput === "json_schema",
        eager: isModern && call.stream,
        used: output?.size ?? { optional: 0, unions: 0 },
      }),
      ...(call.hostedTools ?? []).map(toHostedTool),
    ],
    ...(call.toolChoice !== undefined && { tool_choice: toToolChoice(call.toolChoice) }),
  };
}

/**
 * Puts the caller's own fields over the body. `output_config` holds the effort beside the schema, so
 * there it is each of its fields that goes over: who sets the effort does not mean to lose the schema.
 */
function withOptions(body: Body, options: JsonObject): Body {
  const config = readOwn(options, "output_config");
  return {
    ...body,
    ...options,
    ...(isJsonObject(config) && { output_config: { ...body.output_config, ...config } }),
  };
}
