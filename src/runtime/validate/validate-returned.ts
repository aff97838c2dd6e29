import { AgentError } from "../../errors.js";
import { listIssues } from "../../errors/issues.js";
import type { Json } from "../../internal/json.js";
import { messageOf } from "../../internal/message-of.js";
import type { NetworkBinding } from "../call/binding.js";
import { toOwnJson } from "../../internal/to-json-text.js";
import { parse, type ValidOutput } from "./validate.js";

/**
 * The output of a network: what `run` returned, by the schema; without one, the text. Throws `invalid_output` with every
 * issue.
 */
export async function validateReturned(
  { spec, output: schema }: NetworkBinding,
  returned: unknown,
  text: string,
): Promise<ValidOutput> {
  if (!schema || !spec.output) return { output: text, json: text };
  const result = await parse(schema, returned);
  if (result.success) return { output: result.data, json: toJson(returned, spec.className) };
  const { issues, cause } = result;
  throw new AgentError(
    "invalid_output",
    `What run() of ${spec.className} returned does not satisfy ${spec.output.exportName}:\n${listIssues(issues)}`,
    { issues, cause },
  );
}

/** What was returned as JSON, for events and the record. */
function toJson(returned: unknown, className: string): Json {
  try {
    return toOwnJson(returned, `What run() of ${className} returned`);
  } catch (cause) {
    const message = messageOf(cause);
    throw new AgentError("invalid_output", message, { issues: [{ path: [], message }], cause });
  }
}
