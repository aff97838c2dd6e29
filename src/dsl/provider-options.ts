import type { ProviderOptions } from "../config/provider-options.js";
import { typed } from "../internal/options/rules.js";
import type { AgentDecorator } from "./agent-class.js";
import { assertArgument } from "./assert-argument.js";
import { declareOnClass } from "./declare.js";
import { isObject } from "../internal/is-object.js";

// Whether it is of providers that exist, and JSON, the build says.
const argumentRule = typed(isObject, "options by the provider's name: { openai: { … } }");

/**
 * Adds options to the body of requests, in the provider's own format and by the provider's name in the
 * config: `@providerOptions({ openai: { reasoning_effort: "low" } })`. They are sent unchanged and
 * override what the runtime wrote. For a provider that is left out, inherited options still apply.
 */
export function providerOptions(options: ProviderOptions): AgentDecorator {
  assertArgument("providerOptions", options, argumentRule);
  return declareOnClass({ providerOptions: { ...options } });
}
