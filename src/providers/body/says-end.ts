import { asArray, asObject, asText } from "../wire/read-json.js";

const endStatuses: ReadonlySet<unknown> = new Set(["completed", "incomplete", "failed"]);

/** Whether a value says, in the words of any wire, why the model stopped: then it is a whole answer, and no piece of one. */
export function saysEnd(value: unknown): boolean {
  const body = asObject(value);
  if (body === undefined) return false;
  if (asText(body["stop_reason"]) !== undefined) return true;
  if (Array.isArray(body["output"]) && endStatuses.has(body["status"])) return true;
  const choices = asArray(body["choices"]);
  return choices.some((choice) => asText(asObject(choice)?.["finish_reason"]) !== undefined);
}
