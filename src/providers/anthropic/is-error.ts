import { asObject, type Wire } from "../wire/read-json.js";
import { saysWhatFailed } from "../failure/read-failure.js";

/**
 * Whether an event, or a whole answer, reports an error: Anthropic's own, and those of servers and
 * proxies that put no type on them.
 *
 * @param name The name of the event that it came with.
 */
export function isError(event: Wire, name?: string): boolean {
  const type = event["type"];
  if (name === "error" || type === "error" || asObject(event["error"]) !== undefined) return true;
  return type === undefined && event["content"] === undefined && saysWhatFailed(event);
}
