import type { Json } from "./json.js";

/**
 * The value of a JSON text; `undefined` if it is invalid. Does not throw, because the engine's message
 * would quote the text.
 */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
