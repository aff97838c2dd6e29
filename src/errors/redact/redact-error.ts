import {
  isAgentError,
  withMessage,
  type AgentError,
  type AgentErrorOptions,
} from "../../errors.js";
import { redactCause } from "./redact-cause.js";
import { redact } from "./redact.js";

/** The same error without keys in anything that it says; its cause as `redactCause` has it. */
export function redactError(error: AgentError, secrets: readonly string[]): AgentError {
  const clean = (text: string): string => redact(text, secrets);
  const { message, refusal, requestId } = error;
  const issues = error.issues.map((issue) => ({ ...issue, message: clean(issue.message) }));
  // That of an execution within this one has passed here itself.
  const cause = isAgentError(error.cause) ? error.cause : redactCause(error.cause, secrets);
  const changes: AgentErrorOptions = {
    cause,
    issues,
    ...(refusal !== undefined && { refusal: clean(refusal) }),
    ...(requestId !== undefined && { requestId: clean(requestId) }),
  };
  return withMessage(error, clean(message), changes);
}
