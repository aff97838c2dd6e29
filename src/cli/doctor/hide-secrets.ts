import { redact } from "../../providers/redact.js";

const secretName = /KEY|TOKEN|SECRET|PASSWORD|PASSPHRASE|CREDENTIAL/i;

/** What is shorter is a word that a sentence may need. */
const leastLength = 8;

/**
 * Takes out of a text whatever may be a key: the values of variables with a name of this kind, as
 * they are now, and what looks like a provider's key. A config that throws may say anything.
 */
export function hideSecrets(text: string): string {
  const secrets = Object.entries(process.env)
    .filter(([name]) => secretName.test(name))
    .map(([, value]) => value?.trim() ?? "")
    .filter((value) => value.length >= leastLength)
    // The longest first: one key may begin with another.
    .sort((a, b) => b.length - a.length);
  return redact(text, secrets);
}
