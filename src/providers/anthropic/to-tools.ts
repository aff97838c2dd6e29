import type { Anthropic } from "@anthropic-ai/sdk";
import type { JsonObject } from "../../internal/json.js";
import type { ModelTool, ToolChoice } from "../../model/tool.js";
import { isObjectSchema, readOwn, resolveRefs } from "../../schema/json-schema.js";
import { mergeAllOf } from "../../schema/merge-all-of.js";
import { anthropicDialect } from "../../schema/strict/dialect.js";
import type { GrammarSize } from "../../schema/strict/grammar-size.js";
import { lowerSchema } from "./lower-schema.js";

type Tool = Anthropic.Tool;

/** How tools are told. */
export interface ToolStyle {
  /** Whether the model is held to the schemas of the arguments. */
  readonly strict: boolean;
  /** Whether arguments are streamed as they are written, and not value by value. */
  readonly eager: boolean;
  /** What of the request's limits the schema of its output takes up. */
  readonly used: GrammarSize;
}

/**
 * The most tools of a request that are held to their schemas.
 * Source: https://platform.claude.com/docs/en/build-with-claude/structured-outputs ("Schema complexity
 * limits").
 */
const maxStrictTools = 20;

/**
 * The most optional properties of a request with strict tools: half of what is documented, because grammars
 * were seen to be refused as too large from 13 on (`supports-native-structured-output-schema` of
 * @ai-sdk/anthropic 4). A tool that is not strict loses nothing that its validator would not catch.
 */
const maxOptional = 12;
const { unions: maxUnions = Number.POSITIVE_INFINITY } = anthropicDialect.limits;

/** Writes tools, in order. The first are strict, as many of them as a request may hold. */
export function toTools(tools: readonly ModelTool[], style: ToolStyle): Tool[] {
  let { optional, unions } = style.used;
  let strictTools = 0;
  return tools.map((tool) => {
    const lowered = style.strict ? lowerSchema(tool) : undefined;
    const fits =
      lowered !== undefined &&
      strictTools < maxStrictTools &&
      optional + lowered.size.optional <= maxOptional &&
      unions + lowered.size.unions <= maxUnions;
    if (!fits) return toTool(tool, tool.schema, style, false);
    strictTools += 1;
    optional += lowered.size.optional;
    unions += lowered.size.unions;
    return toTool(tool, lowered.schema, style, true);
  });
}

function toTool(tool: ModelTool, schema: JsonObject, style: ToolStyle, strict: boolean): Tool {
  const input = toInputSchema(schema);
  const lines = [tool.description, ...(input === undefined ? [inWords(schema)] : [])];
  const description = lines.filter((line) => line !== "").join("\n");
  return {
    name: tool.name,
    ...(description !== "" && { description }),
    input_schema: { ...input, type: "object" },
    ...(strict && { strict }),
    ...(style.eager && { eager_input_streaming: true }),
  };
}

/** The schema with an object at the top, as the API wants it; `undefined` for one that has no such form. */
function toInputSchema(schema: JsonObject): JsonObject | undefined {
  const root = resolveRefs(schema, schema) ?? schema;
  const merged = mergeAllOf(root, schema);
  if (merged === undefined || !isObjectSchema(merged)) return undefined;
  if (merged === schema) return schema;
  const definitions = readOwn(schema, "$defs");
  return { ...merged, ...(definitions !== undefined && { $defs: definitions }) };
}

/** A union at the top is refused, so the model is told of it as a person would be. */
function inWords(schema: JsonObject): string {
  return `The input satisfies this JSON Schema: ${JSON.stringify(schema)}`;
}

/**
 * Writes which tools the model may ask for. `any` and `tool` are refused by the API while
 * `thinking.type` is `"enabled"`, and by Sonnet 5.5, Opus 5.5 and Fable 5.1 in any case; that is left to
 * its error, because a model that need not ask for a tool is not what was asked for.
 * Source: https://platform.claude.com/docs/en/build-with-claude/thinking-tool-workflows.
 */
export function toToolChoice(choice: ToolChoice): Anthropic.ToolChoice {
  if (choice === "required") return { type: "any" };
  return typeof choice === "string" ? { type: choice } : { type: "tool", name: choice.tool };
}
