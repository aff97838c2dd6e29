import { AgentError } from "../errors.js";
import { findUnknownOption } from "../internal/find-unknown-option.js";

/** Throws `config_invalid` for an option that a provider does not have. */
export function refuseUnknownOption(
  provider: string,
  options: object,
  known: readonly string[],
): void {
  const problem = findUnknownOption(options, known);
  if (problem !== undefined) throw new AgentError("config_invalid", `${provider}(): ${problem}`);
}
