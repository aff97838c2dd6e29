import type { Anthropic } from "@anthropic-ai/sdk";
import type { ModelMessage } from "../../model/message.js";
import type { ModelCall } from "../../model/provider.js";
import { findUnenforceable } from "../../schema/find-unenforceable.js";
import { anthropicDialect } from "../../schema/strict-dialect.js";
import { toStrictSchema } from "../../schema/strict-schema.js";
import { toSchemaInstruction } from "../schema-instruction.js";
import { findMaxTokens } from "./max-tokens.js";
import type { AnthropicOptions } from "./options.js";

type Body = Anthropic.MessageCreateParams;
type TextBlock = Anthropic.TextBlockParam;

/** What of the options shapes a request, with its defaults filled in. */
export interface RequestStyle {
  readonly structuredOutput: NonNullable<AnthropicOptions["structuredOutput"]>;
}

/** Writes a call as the body of a Messages request. */
export function toRequest(call: ModelCall, style: RequestStyle): Body {
  const { output } = call;
  const enforced =
    output !== undefined &&
    style.structuredOutput === "json_schema" &&
    findUnenforceable(output.schema, anthropicDialect).length === 0;
  // There is no mode that follows a schema without enforcing it, so one that cannot be is said in words.
  const instruction =
    output !== undefined && !enforced ? toSchemaInstruction(output.schema) : undefined;
  const system = toSystem(call.messages, instruction);
  return {
    model: call.model,
    max_tokens: call.maxTokens ?? findMaxTokens(call.model),
    ...(system !== undefined && { system }),
    messages: call.messages.flatMap(({ role, content }) =>
      role === "system" || role === "tool" ? [] : [{ role, content: toContent(content) }],
    ),
    stream: call.stream,
    ...(output !== undefined &&
      enforced && {
        output_config: {
          format: { type: "json_schema", schema: toStrictSchema(output.schema, anthropicDialect) },
        },
      }),
    ...(call.temperature !== undefined && { temperature: call.temperature }),
  };
}

/** A single system message stays as it is; several become blocks, in order. */
function toSystem(
  messages: readonly ModelMessage[],
  instruction: string | undefined,
): string | TextBlock[] | undefined {
  const contents = messages.flatMap(({ role, content }) => (role === "system" ? [content] : []));
  if (instruction !== undefined) contents.push(instruction);
  const [only] = contents;
  if (only === undefined) return undefined;
  return contents.length === 1 ? toContent(only) : contents.flatMap(toBlocks);
}

function toContent(content: ModelMessage["content"]): string | TextBlock[] {
  return typeof content === "string" ? content : toBlocks(content);
}

function toBlocks(content: ModelMessage["content"]): TextBlock[] {
  if (typeof content === "string") return [{ type: "text", text: content }];
  return content.flatMap((part) =>
    part.type === "text" ? [{ type: "text", text: part.text }] : [],
  );
}
