import type { OpenAI } from "openai";
import type { ModelTool, ToolChoice } from "../../../model/tool.js";
import { openaiDialect } from "../../../schema/strict/dialect.js";
import { strictSchemaOf } from "../../../schema/strict/strict-schema-of.js";

/**
 * Writes a tool. Its arguments are enforced where strict mode can, and else the model is told of them.
 * What lowering did to them, `restore` undoes.
 *
 * @param enforces Whether the server has a strict mode.
 */
export function toTool(tool: ModelTool, enforces: boolean): OpenAI.ChatCompletionFunctionTool {
  const { name, description, schema } = tool;
  const lowered = enforces ? strictSchemaOf(tool, openaiDialect) : undefined;
  const strict = lowered?.enforced === true;
  return {
    type: "function",
    function: {
      name,
      ...(description !== "" && { description }),
      parameters: strict ? lowered.schema : schema,
      ...(strict && { strict }),
    },
  };
}

/** Writes which tools the model may ask for. */
export function toToolChoice(choice: ToolChoice): OpenAI.ChatCompletionToolChoiceOption {
  if (typeof choice === "string") return choice;
  return { type: "function", function: { name: choice.tool } };
}
