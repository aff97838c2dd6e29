import type { ModelCall } from "../../model/provider.js";

/** What turns failures of one call into `AgentError`s. */
export interface ErrorContext {
  /** Whom the messages are about: `"OpenAI"`, or the host of a compatible server. */
  readonly label: string;
  /** What to do about a key that is refused, as a sentence. */
  readonly keyAdvice: string;
  /** The response header that holds the provider's id of the request. */
  readonly requestIdHeader: string;
  /** What must never be shown: the key in use, and what else may be one. */
  readonly secrets: readonly string[];
  /** Whether messages have the words of the provider, and of what broke its connection. Default: they have. */
  readonly quotes?: boolean;
}

/** What errors of one call say, and hides from whatever comes back of it what a connection has that is secret. */
export function openContext(call: ModelCall, errors: ErrorContext): ErrorContext {
  call.hideSecrets?.(() => errors.secrets);
  return call.providerMessages === false ? { ...errors, quotes: false } : errors;
}
