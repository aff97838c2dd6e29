import { maxDepth } from "../../internal/partial-json/partial-json-parser.js";
import type { Json } from "../../internal/json.js";
import { whereItBreaks } from "../validate.js";

/** The arguments that a model wrote. */
export type ToolInput =
  | { readonly json: Json; readonly problem?: undefined }
  /** They are no JSON: the text itself, and what is wrong with it. */
  | { readonly json: string; readonly problem: string };

/**
 * Reads the text of a tool's arguments, strictly; nothing at all is an object without members. What is
 * nested deeper than 1,000 arrays and objects counts as no JSON: it could be read, but the recursive
 * functions that check it, store it and send it would run out of stack.
 */
export function readToolInput(text: string): ToolInput {
  if (text.trim() === "") return { json: {} };
  if (isTooDeep(text)) return { json: text, problem: `is nested deeper than ${maxDepth} levels` };
  try {
    return { json: JSON.parse(text) as Json };
  } catch {
    return { json: text, problem: `is not valid JSON (${whereItBreaks(text)})` };
  }
}

const quote = 0x22;
const backslash = 0x5c;

function isTooDeep(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === quote) quoted = !quoted;
    else if (quoted) index += code === backslash ? 1 : 0;
    else if (code === 0x7b || code === 0x5b) depth += 1;
    else if (code === 0x7d || code === 0x5d) depth -= 1;
    if (depth > maxDepth) return true;
  }
  return false;
}
