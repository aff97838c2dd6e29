import type { ModelCall } from "../model/provider.js";
import type { ErrorContext } from "./to-agent-error.js";

/** What errors of one call say, and hides from whatever comes back of it what a connection has that is secret. */
export function openContext(call: ModelCall, errors: ErrorContext): ErrorContext {
  call.hideSecrets?.(() => errors.secrets);
  return call.providerMessages === false ? { ...errors, quotes: false } : errors;
}
