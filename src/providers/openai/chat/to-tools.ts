import type { OpenAI } from "openai";
import type { ModelTool, ToolChoice } from "../../../model/tool.js";
import { findUnenforceable } from "../../../schema/find-unenforceable.js";
import { openaiDialect } from "../../../schema/strict-dialect.js";
import { toStrictSchema } from "../../../schema/strict-schema.js";

/**
 * Writes a tool. Its arguments are enforced where strict mode can, and else the model is told of them;
 * a property that is optional may then come as `null`, which `fromStrict` undoes.
 *
 * @param enforces Whether the server has a strict mode.
 */
export function toTool(tool: ModelTool, enforces: boolean): OpenAI.ChatCompletionFunctionTool {
  const { name, description, schema } = tool;
  const strict = enforces && findUnenforceable(schema, openaiDialect).length === 0;
  return {
    type: "function",
    function: {
      name,
      ...(description !== "" && { description }),
      parameters: strict ? toStrictSchema(schema, openaiDialect) : schema,
      ...(strict && { strict }),
    },
  };
}

/** Writes which tools the model may ask for. */
export function toToolChoice(choice: ToolChoice): OpenAI.ChatCompletionToolChoiceOption {
  if (typeof choice === "string") return choice;
  return { type: "function", function: { name: choice.tool } };
}
