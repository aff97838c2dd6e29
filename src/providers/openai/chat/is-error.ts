import type { Wire } from "../../read-json.js";
import { saysWhatFailed } from "../../to-agent-error.js";

/**
 * Whether a frame, or a whole answer, reports an error: OpenAI's `{ error }`, the `{ object: "error" }`
 * of vLLM and FastChat, the `event: error` of others, and what proxies and frameworks put in place of
 * an answer.
 *
 * @param name The name of the event that it came with.
 */
export function isError(frame: Wire, name?: string): boolean {
  if (name === "error" || frame["object"] === "error") return true;
  if ((frame["error"] ?? undefined) !== undefined) return true;
  const isAnswer = (frame["choices"] ?? frame["usage"] ?? undefined) !== undefined;
  return !isAnswer && saysWhatFailed(frame);
}
