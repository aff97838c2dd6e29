import { asObject, asText } from "../wire/read-json.js";

/**
 * The id of the server's own call whose code asked for a tool; `undefined` where the model did itself.
 *
 * @param call The block, or what was kept of it.
 */
export function readCaller(call: object | undefined): string | undefined {
  return asText(asObject(asObject(call)?.["caller"])?.["tool_id"]);
}
