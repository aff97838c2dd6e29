import type { Json } from "./json.js";

/** The value of a text; `undefined` where it is not JSON. The engine's message would quote the text. */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
