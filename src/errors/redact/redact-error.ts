import {
  isAgentError,
  withMessage,
  type AgentError,
  type AgentErrorOptions,
} from "../../errors.js";
import { redactCause } from "./redact-cause.js";
import { redact } from "./redact.js";

/** The same error without keys in any of its texts, and with its cause from `redactCause`. */
export function redactError(error: AgentError, secrets: readonly string[]): AgentError {
  const clean = (text: string): string => redact(text, secrets);
  const { message, refusal, requestId } = error;
  const issues = error.issues.map((issue) => ({ ...issue, message: clean(issue.message) }));
  // The error of a nested execution has already been redacted.
  const cause = isAgentError(error.cause) ? error.cause : redactCause(error.cause, secrets);
  const changes: AgentErrorOptions = {
    cause,
    issues,
    ...(refusal !== undefined && { refusal: clean(refusal) }),
    ...(requestId !== undefined && { requestId: clean(requestId) }),
  };
  return withMessage(error, clean(message), changes);
}
