import type { Wire } from "../../wire/read-json.js";
import { saysWhatFailed } from "../../failure/read-failure.js";

/**
 * Whether an event, or a body that is no response, reports an error: OpenAI's `type: "error"`, its
 * `{ error }`, the `event: error` of others, and what proxies put in place of an event.
 *
 * @param name The name of the event that it came with.
 */
export function isError(event: Wire, name?: string): boolean {
  const { type } = event;
  if (name === "error" || type === "error" || (event["error"] ?? undefined) !== undefined) {
    return true;
  }
  return typeof type !== "string" && saysWhatFailed(event);
}
