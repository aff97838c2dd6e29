import { isAgentError } from "../../errors.js";

/** The error that a prompt method or a schema of the project threw, if it is the cause of an error. */
export function ownCause(error: unknown): unknown {
  if (!isAgentError(error)) return error;
  const own = ["prompt_failed", "invalid_params", "invalid_output"];
  return own.includes(error.code) ? error.cause : undefined;
}
