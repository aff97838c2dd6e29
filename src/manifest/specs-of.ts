import type { AgentSpec, Manifest, NetworkSpec } from "./manifest.js";

/** The spec of an agent or of a network. */
export type AnySpec = AgentSpec | NetworkSpec;

/** The specs of all agents and networks, by name. */
export function specsOf({
  agents,
  networks = {},
}: Pick<Manifest, "agents" | "networks">): Readonly<Record<string, AnySpec>> {
  return { ...agents, ...networks };
}

/** Whether a spec is that of an agent. */
export function isAgentSpec(spec: AnySpec): spec is AgentSpec {
  return "model" in spec;
}
