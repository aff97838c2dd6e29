import type { RecordedFacts } from "../../program/linked-callable.js";
import { count } from "../../../internal/options/rules.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import type { LinkedAgent } from "../../program/linked-agent.js";
import type { LinkedNetwork } from "../../program/linked-network.js";
import { spanOf } from "../../program/program.js";
import type { Rule } from "../../program/rule.js";
import { propertySpan } from "../spans/property-span.js";

/** Networks and agents have their own decorators, with values that are possible. */
export const checkClassDecorators: Rule = ({ agents, networks }) => [
  ...networks.flatMap((network) => [
    ...checkAgentDecorators(network),
    ...checkTimeout(network),
    ...checkCounts(network),
  ]),
  ...agents.flatMap(checkNetworkDecorators),
];

const moveToMembers = "Remove it, or move it to the agents that the network calls.";
const noTools = "A model calls tools. In a network, call functions and this.agents in run().";

/** What to do about the decorators of agents, by what they record. */
const ofAgents = {
  model: ["model", moveToMembers],
  fallback: ["fallback", moveToMembers],
  temperature: ["temperature", moveToMembers],
  maxTokens: ["maxTokens", moveToMembers],
  maxSteps: ["maxSteps", moveToMembers],
  promptCache: ["promptCache", moveToMembers],
  providerOptions: ["providerOptions", moveToMembers],
  cache: ["cache", moveToMembers],
  retry: [
    "retry",
    "Each agent retries its own requests. To repeat more than that, write a loop in run().",
  ],
  streaming: ["streaming", 'Remove it: a network streams if its method is "async *run()".'],
  tools: ["tools", noTools],
  toolMethods: ["tool", noTools],
} as const satisfies Partial<Record<keyof RecordedFacts | "tools", readonly [string, string]>>;

function checkAgentDecorators(network: LinkedNetwork): Diagnostic[] {
  const { className, span, decorators } = network.declaration;
  // Facts are without @tools, whose values are no data.
  const said = new Set([...Object.keys(network.recorded ?? {}), ...decorators.keys()]);
  return Object.entries(ofAgents)
    .filter(([key]) => said.has(key))
    .map(([, [decorator, remedy]]) => {
      const at = decorator === "tool" ? span : spanOf(network, decorator);
      return report("network/agent-decorator", at, { className, decorator, remedy });
    });
}

function checkTimeout(network: LinkedNetwork): Diagnostic[] {
  const { className } = network.declaration;
  return (["firstToken", "idle"] as const)
    .filter((limit) => network.recorded?.timeout?.[limit] !== undefined)
    .map((limit) => {
      const span = propertySpan(spanOf(network, "timeout"), [limit]);
      return report("network/timeout-limit", span, { className, limit });
    });
}

const counts = [
  { decorator: "concurrency", example: "@concurrency(4)", otherwise: "no limit" },
  { decorator: "maxCalls", example: "@maxCalls(20)", otherwise: "100" },
] as const;

function checkCounts(network: LinkedNetwork): Diagnostic[] {
  return counts.flatMap(({ decorator, ...values }) => {
    const value = network[decorator];
    if (value === undefined || count(value).length === 0) return [];
    const at = spanOf(network, decorator);
    return [report("network/invalid-count", at, { decorator, value: String(value), ...values })];
  });
}

function checkNetworkDecorators(agent: LinkedAgent): Diagnostic[] {
  const { className, span } = agent.declaration;
  const recorded: Partial<RecordedFacts> = agent.recorded ?? {};
  const onClass = (["concurrency", "maxCalls"] as const)
    .filter((decorator) => recorded[decorator] !== undefined)
    .map((decorator) => {
      const at = spanOf(agent, decorator);
      return report("agent/network-decorator", at, { className, decorator });
    });
  const onFields = Object.keys(recorded.states ?? {}).map((name) => {
    const field = agent.declaration.fields.find((one) => one.name === name);
    const at = field?.span ?? span;
    return report("agent/network-decorator", at, { className, decorator: "state" });
  });
  return [...onClass, ...onFields];
}
