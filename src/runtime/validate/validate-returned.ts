import { AgentError } from "../../errors.js";
import { listIssues } from "../../errors/issues.js";
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
  if (result.success) return { output: result.data, json: toOwnJson(returned, "The output") };
  const { issues, cause } = result;
  throw new AgentError(
    "invalid_output",
    `What run() of ${spec.className} returned does not satisfy ${spec.output.exportName}:\n${listIssues(issues)}`,
    { issues, cause },
  );
}
