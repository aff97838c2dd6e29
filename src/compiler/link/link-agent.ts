import { extendRetry } from "../../config/extend-retry.js";
import type { AgentDeclaration } from "../analyze/declaration/agent-declaration.js";
import type { LinkedAgent } from "../program/linked-agent.js";
import { linkCallable, type LinkedSource } from "./link-callable.js";

/**
 * Joins the source of an agent, what its decorators recorded, and the config's defaults. Leaves out tools,
 * which are linked after all agents, because an agent may be a tool; and the schema of the params.
 */
export function linkAgent(declaration: AgentDeclaration, source: LinkedSource): LinkedAgent {
  const { recorded } = source;
  const { defaults } = source.config;
  const model = recorded?.model ?? defaults.model;
  const retry = extendRetry(defaults.retry, recorded?.retry);
  const temperature = recorded?.temperature ?? defaults.temperature;
  const maxTokens = recorded?.maxTokens ?? defaults.maxTokens;
  const maxSteps = recorded?.maxSteps ?? defaults.maxSteps;
  return {
    kind: "agent",
    declaration,
    ...linkCallable("agent", declaration, source),
    ...(model !== undefined && { model }),
    streaming: recorded?.streaming ?? defaults.streaming ?? false,
    ...(recorded?.cache && { cache: recorded.cache }),
    ...(retry !== undefined && { retry }),
    fallback: recorded?.fallback ?? [],
    ...(temperature !== undefined && { temperature }),
    ...(maxTokens !== undefined && { maxTokens }),
    ...(maxSteps !== undefined && { maxSteps }),
    ...(recorded?.streamedSteps === "final" && { streamedSteps: "final" as const }),
    ...(recorded?.promptCache && { promptCache: recorded.promptCache }),
    ...(recorded?.providerOptions && { providerOptions: recorded.providerOptions }),
    tools: [],
    hostedTools: [],
    strayTools: [],
  };
}
