import type { ProviderOptions } from "../config/provider-options.js";
import { isObject, typed } from "../internal/options/rules.js";
import type { AgentDecorator } from "./agent-class.js";
import { assertArgument } from "./assert-argument.js";
import { declareOnClass } from "./declare.js";

// Whether it is of providers that exist, and JSON, the build says.
const argumentRule = typed(isObject, "options by the provider's name: { openai: { … } }");

/**
 * Says what else the body of a request is to hold, in the provider's own words and by the provider's
 * name in the config: `@providerOptions({ openai: { reasoning_effort: "low" } })`. It goes in as it is,
 * over what the runtime wrote. A provider that is left out keeps what the class inherits for it.
 */
export function providerOptions(options: ProviderOptions): AgentDecorator {
  assertArgument("providerOptions", options, argumentRule);
  return declareOnClass({ providerOptions: { ...options } });
}
