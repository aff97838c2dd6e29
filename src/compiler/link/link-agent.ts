import { extendRetry } from "../../config/extend-retry.js";
import type { ResolvedConfig } from "../../config/config.js";
import { toLimits } from "../../config/to-limits.js";
import type { Declaration } from "../../dsl/declaration.js";
import type { AgentDeclaration } from "../analyze/declaration/agent-declaration.js";
import { agentNameOf } from "../analyze/declaration/agent-name.js";
import type {
  LinkedAgent,
  LinkedContext,
  LinkedOutput,
  LinkedParam,
  RecordedFacts,
} from "../program/linked-agent.js";

/**
 * Joins the source of an agent, what its decorators recorded, and the config's defaults. Leaves out tools,
 * which are linked after all agents, because an agent may be a tool; and the schema of the params.
 */
export function linkAgent(
  declaration: AgentDeclaration,
  recorded: Declaration | undefined,
  output: LinkedOutput | undefined,
  { defaults }: ResolvedConfig,
): LinkedAgent {
  const description = recorded?.description ?? declaration.description;
  const model = recorded?.model ?? defaults.model;
  const retry = extendRetry(defaults.retry, recorded?.retry);
  const temperature = recorded?.temperature ?? defaults.temperature;
  const maxTokens = recorded?.maxTokens ?? defaults.maxTokens;
  const maxSteps = recorded?.maxSteps ?? defaults.maxSteps;
  return {
    declaration,
    ...(recorded && { recorded: factsOf(recorded) }),
    name: recorded?.name ?? agentNameOf(declaration.className),
    ...(description !== undefined && { description }),
    ...(model !== undefined && { model }),
    streaming: recorded?.streaming ?? defaults.streaming ?? false,
    ...(recorded?.cache && { cache: recorded.cache }),
    timeout: { ...toLimits(defaults.timeout), ...recorded?.timeout },
    ...(retry !== undefined && { retry }),
    fallback: recorded?.fallback ?? [],
    ...(temperature !== undefined && { temperature }),
    ...(maxTokens !== undefined && { maxTokens }),
    ...(maxSteps !== undefined && { maxSteps }),
    ...(recorded?.streamedSteps === "final" && { streamedSteps: "final" as const }),
    ...(recorded?.promptCache && { promptCache: recorded.promptCache }),
    ...(recorded?.providerOptions && { providerOptions: recorded.providerOptions }),
    params: linkParams(declaration, recorded),
    context: linkContext(declaration, recorded),
    paramsSchema: {},
    ...(output && { output }),
    tools: [],
    hostedTools: [],
    strayTools: [],
  };
}

function factsOf({ schema: _schema, tools: _tools, ...facts }: Declaration): RecordedFacts {
  return facts;
}

function linkParams(
  { fields }: AgentDeclaration,
  recorded: Declaration | undefined,
): readonly LinkedParam[] {
  if (recorded === undefined) return fields.filter(({ decorated }) => decorated);
  const { params } = recorded;
  return fields
    .filter(({ name }) => Object.hasOwn(params, name))
    .map((field) => Object.assign({}, field, params[field.name]));
}

function linkContext(
  { fields }: AgentDeclaration,
  recorded: Declaration | undefined,
): readonly LinkedContext[] {
  return fields
    .filter(({ name }) => Object.hasOwn(recorded?.context ?? {}, name))
    .map(({ name, span, optional, initializer, description, faults }) => ({
      name,
      span,
      optional,
      ...(initializer && { initializer }),
      ...(description !== undefined && { description }),
      faults,
    }));
}
