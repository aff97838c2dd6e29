import { asObject, type Wire } from "../../wire/read-json.js";
import { saysWhatFailed } from "../../failure/read-failure.js";

/**
 * Finds what reports an error in a frame, or in a whole answer: OpenAI's `{ error }`, the
 * `{ object: "error" }` of vLLM and FastChat, the `event: error` of others, Groq's `x_groq`, and what
 * proxies and frameworks put in place of an answer. `undefined` when it reports none.
 *
 * @param name The name of the event that it came with.
 */
export function findError(frame: Wire, name?: string): Wire | undefined {
  if (name === "error" || frame["object"] === "error") return frame;
  if ((frame["error"] ?? undefined) !== undefined) return frame;
  const groq = asObject(frame["x_groq"]);
  if ((groq?.["error"] ?? undefined) !== undefined) return groq;
  const isAnswer = (frame["choices"] ?? frame["usage"] ?? undefined) !== undefined;
  return !isAnswer && saysWhatFailed(frame) ? frame : undefined;
}
