import { isAgentError } from "../../errors.js";

/** What a prompt method or a schema of the project threw, where an error comes from there. */
export function ownCause(error: unknown): unknown {
  if (!isAgentError(error)) return error;
  const own = ["prompt_failed", "invalid_params", "invalid_output"];
  return own.includes(error.code) ? error.cause : undefined;
}
