import { environmentSecrets } from "../../errors/redact/environment-secrets.js";
import { redact } from "../../errors/redact/redact.js";

/**
 * Removes everything from a text that may be a key: the current values of variables with such names, and
 * text that looks like a provider's key. The message of a config that throws may contain anything.
 */
export function hideSecrets(text: string): string {
  return redact(text, environmentSecrets());
}
