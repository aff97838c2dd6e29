import { AgentError } from "../errors.js";
import type { Call } from "./call.js";

const defaultMaxSteps = 10;

/** How many messages the model may write: the call's, else the agent's, the config's, 10. Throws `config_invalid` for what is no whole number above zero. */
export function readMaxSteps({ options, binding }: Call): number {
  const { spec, config } = binding;
  const maxSteps = options.maxSteps ?? spec.maxSteps ?? config.defaults.maxSteps ?? defaultMaxSteps;
  if (Number.isSafeInteger(maxSteps) && maxSteps > 0) return maxSteps;
  throw new AgentError(
    "config_invalid",
    `maxSteps is ${String(maxSteps)}. Write a whole number above zero, or leave it out for ${defaultMaxSteps}.`,
  );
}
