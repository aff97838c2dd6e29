import type { ProviderOptions } from "../config/provider-options.js";
import type { AgentDecorator } from "./agent-class.js";
import { declareOnClass } from "./declare.js";
import { refuseArgument } from "./refuse-argument.js";

/**
 * Says what else the body of a request is to hold, in the provider's own words and by the provider's
 * name in the config: `@providerOptions({ openai: { reasoning_effort: "low" } })`. It goes in as it is,
 * over what the runtime wrote. A provider that is left out keeps what the class inherits for it.
 */
export function providerOptions(options: ProviderOptions): AgentDecorator {
  if (typeof options !== "object" || options === null) {
    return refuseArgument("providerOptions", "options of providers: { openai: { … } }", options);
  }
  return declareOnClass({ providerOptions: { ...options } });
}
