import type { ResolvedConfig } from "../../config/config.js";
import type { Agent } from "../../dsl/agent.js";
import type { Tool } from "../../dsl/define-tool.js";
import type { Network } from "../../dsl/network.js";
import type { ZodSchema } from "../../dsl/zod-schema.js";
import type { AgentSpec, CallableSpec, NetworkSpec } from "../../manifest/manifest.js";
import type { ExecutionKind } from "../../protocol/statuses.js";
import type { Execution } from "../../reading/execution.js";

/** What the generated modules of agents and networks add to a spec. */
interface CallableBinding {
  readonly spec: CallableSpec;
  /**
   * Creates the validator of the params, which also fills in their defaults. Called once, at the first
   * call.
   */
  readonly params: () => ZodSchema;
  /** Validates the output. Absent: the output is the text. */
  readonly output?: ZodSchema;
  /** The callers that the code of the class uses as `this.agents`, by their names. Absent: none. */
  readonly members?: Members;
  readonly config: ResolvedConfig;
}

/** Callers by their names; a function each, because modules may import each other. */
export type Members = Readonly<Record<string, () => MemberCaller>>;

/** The caller of an agent or a network, whatever it takes. */
export type MemberCaller = (params: never, options: never) => Execution<unknown>;

/** What the generated module of a network adds to a spec. */
export interface NetworkBinding extends CallableBinding {
  readonly spec: NetworkSpec;
  readonly network: new () => Network<unknown>;
}

/** What the generated module of an agent adds to a spec. */
export interface AgentBinding extends CallableBinding {
  /** Default: `"agent"`. */
  readonly kind?: "agent" | "plain";
  readonly spec: AgentSpec;
  readonly agent: new () => Agent<unknown>;
  /** Validates the arguments of tools that are methods, by the tool's name. */
  readonly toolInputs?: Readonly<Record<string, () => ZodSchema>>;
  /** Calls the agents that are tools, by the tool's name. */
  readonly toolAgents?: Members;
  /** Tools that `defineTool` made. Absent: those that the class lists. */
  readonly tools?: readonly Tool[];
  /**
   * Returns the complete spec, from the prompt on, if not all of it is known before: a plain call
   * creates its JSON Schemas here. Default: {@link spec}.
   */
  readonly resolve?: () => Promise<AgentSpec>;
}

/** The binding of an agent or a network. */
export type AnyBinding = AgentBinding | NetworkBinding;

/** What an execution of a binding is. */
export function toKind(binding: AnyBinding): ExecutionKind {
  return "network" in binding ? "network" : (binding.kind ?? "agent");
}
