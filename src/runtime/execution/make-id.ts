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
    return withFault("returned something other than a non-empty string");
  } catch (cause) {
    return withFault("failed; see the cause", cause);
  }
}

function withFault(what: string, cause?: unknown): { id: string; fault: AgentError } {
  const message = `createId of the config ${what}. It must return a unique string for each execution.`;
  return {
    id: randomId(),
    fault: new AgentError("config_invalid", message, { cause }),
  };
}
