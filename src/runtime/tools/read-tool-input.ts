import { isNestedTooDeep } from "../../internal/is-nested-too-deep.js";
import { maxDepth } from "../../internal/partial-json/partial-json-parser.js";
import type { Json } from "../../internal/json.js";
import { whereItBreaks } from "../validate/validate.js";

/** The arguments that a model wrote. */
export type ToolInput =
  | { readonly json: Json; readonly problem?: undefined }
  /** They are no JSON: the text itself, and what is wrong with it. */
  | { readonly json: string; readonly problem: string };

/**
 * Reads the text of a tool's arguments, strictly; nothing at all is an object without members. What is
 * nested deeper than 1,000 arrays and objects counts as no JSON.
 */
export function readToolInput(text: string): ToolInput {
  if (text.trim() === "") return { json: {} };
  if (isNestedTooDeep(text))
    return { json: text, problem: `is nested deeper than ${maxDepth} levels` };
  try {
    return { json: JSON.parse(text) as Json };
  } catch {
    return { json: text, problem: `is not valid JSON (${whereItBreaks(text)})` };
  }
}
