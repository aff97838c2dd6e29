import { environment } from "../../internal/environment.js";
import { leastLength } from "./secret-forms.js";

const secretName = /KEY|TOKEN|SECRET|PASSWORD|PASSPHRASE|CREDENTIAL/i;

let last: readonly string[] = [];

/**
 * The current values of variables whose names say that they are secret. Returns the same list while the
 * values are the same.
 */
export function environmentSecrets(): readonly string[] {
  const variables = environment();
  const found = Object.keys(variables)
    .filter((name) => secretName.test(name))
    .map((name) => variables[name]?.trim() ?? "")
    .filter((value) => value.length >= leastLength);
  const isSame = found.length === last.length && found.every((value, at) => value === last[at]);
  if (!isSame) last = found;
  return last;
}
