import type { MaxSteps } from "../../manifest/manifest.js";
import type { Call } from "./call.js";

/** How many messages the model may write, and what happens in the last. */
export type StepLimit =
  | Exclude<MaxSteps, number>
  | { readonly max: number; readonly atLimit: "answer" };

const defaultMaxSteps = 10;

/** The limit of the call, else the agent's, the config's, 10; as a whole. */
export function readMaxSteps({ options, binding }: Call): StepLimit {
  const { spec, config } = binding;
  const said = options.maxSteps ?? spec.maxSteps ?? config.defaults.maxSteps ?? defaultMaxSteps;
  return typeof said === "number" ? { max: said, atLimit: "answer" } : said;
}
