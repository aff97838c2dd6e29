import type { ResolvedConfig } from "../../config/config.js";
import { AgentError } from "../../errors.js";
import { randomId } from "../../internal/random-id.js";

/**
 * The id of an execution. Where the config's `createId` cannot make one, there is one all the same, and
 * the error that the execution fails with.
 */
export function makeId({ createId }: ResolvedConfig): {
  readonly id: string;
  readonly fault?: AgentError;
} {
  try {
    const id: unknown = createId();
    if (typeof id === "string" && id !== "") return { id };
    return withFault("gave something that is not a text, or an empty one");
  } catch (cause) {
    return withFault("failed; see the cause", cause);
  }
}

function withFault(what: string, cause?: unknown): { id: string; fault: AgentError } {
  const message = `createId of the config ${what}. It has to give a text of its own for each execution.`;
  return {
    id: randomId(),
    fault: new AgentError("config_invalid", message, { cause }),
  };
}
