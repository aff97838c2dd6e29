import type { AgentDefaults, ResolvedConfig } from "../../config/config.js";
import { defineConfig } from "../../config/define-config.js";
import { toLimits, toTimeoutSpec } from "../../config/to-limits.js";
import { toRetrySpec } from "../../config/to-retry-spec.js";
import { Agent } from "../../dsl/agent.js";
import { AgentError } from "../../errors.js";
import { manifestVersion, type AgentSpec } from "../../manifest/manifest.js";
import type { Message } from "../../model/message.js";
import type { AgentBinding } from "../call/binding.js";
import type { AnyPlainCallOptions } from "./plain-call-options.js";

/** What the compiler writes for an agent, made for one call, so that a plain call has the life of every other. */
export function bindPlainCall(
  options: AnyPlainCallOptions,
  kind: "complete" | "stream",
): AgentBinding {
  const config = readConfig(options.config);
  const name = typeof options.name === "string" ? options.name : kind;
  const spec: AgentSpec = {
    version: manifestVersion,
    name,
    className: name,
    source: "a plain call",
    // A model that is not a text is refused when the execution begins; until then it must have one.
    model: typeof options.model === "string" ? options.model : "",
    streaming: kind === "stream",
    params: [],
    ...toSettings(config.defaults),
  };
  return {
    kind: "plain",
    spec,
    agent: promptOf(options.messages),
    params: () => {
      throw new TypeError("A plain call has no params.");
    },
    // Its tools are the call's, and its class lists none.
    tools: [],
    config,
  };
}

/** An agent whose prompt is these messages. */
function promptOf(messages: readonly Message[]): new () => Agent {
  return class PlainPrompt extends Agent {
    override messages(): readonly Message[] {
      return messages;
    }
  };
}

/** What holds for the call where its own options say nothing. */
function toSettings(defaults: AgentDefaults): Partial<AgentSpec> {
  const { retry, temperature, maxTokens } = defaults;
  return {
    timeout: toTimeoutSpec(toLimits(defaults.timeout)),
    ...(retry !== undefined && { retry: retry && toRetrySpec(retry) }),
    ...(temperature !== undefined && { temperature }),
    ...(maxTokens !== undefined && { maxTokens }),
  };
}

/** The config of all calls that give none, made with the first of them. */
let builtIn: ResolvedConfig | undefined;

function readConfig(given: ResolvedConfig | undefined): ResolvedConfig {
  if (given === undefined) return (builtIn ??= defineConfig({ agents: [] }));
  if (typeof given === "object" && given !== null && typeof given.createId === "function") {
    return given;
  }
  throw new AgentError(
    "config_invalid",
    "The config of a plain call is not a config. Pass what defineConfig({ … }) returns: the default export of agents.config.ts.",
  );
}
