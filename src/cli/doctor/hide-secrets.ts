import { environmentSecrets } from "../../errors/redact/environment-secrets.js";
import { redact } from "../../errors/redact/redact.js";

/**
 * Takes out of a text whatever may be a key: the values of variables with a name of this kind, as
 * they are now, and what looks like a provider's key. A config that throws may say anything.
 */
export function hideSecrets(text: string): string {
  return redact(text, environmentSecrets());
}
