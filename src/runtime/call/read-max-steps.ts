import type { Call } from "./call.js";

const defaultMaxSteps = 10;

/** How many messages the model may write: the call's, else the agent's, the config's, 10. */
export function readMaxSteps({ options, binding }: Call): number {
  const { spec, config } = binding;
  return options.maxSteps ?? spec.maxSteps ?? config.defaults.maxSteps ?? defaultMaxSteps;
}
