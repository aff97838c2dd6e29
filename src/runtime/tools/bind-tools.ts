import { declarationOf } from "../../dsl/declaration.js";
import type { Agent } from "../../dsl/agent.js";
import { isTool, type Tool, type ToolContext } from "../../dsl/define-tool.js";
import type { ZodSchema } from "../../dsl/zod-schema.js";
import { AgentError, isAgentError } from "../../errors.js";
import type { Json } from "../../internal/json.js";
import type { ToolSpec } from "../../manifest/manifest.js";
import { restore } from "../../schema/strict/restore.js";
import { restorePlanOf } from "../../schema/strict/strict-schema-of.js";
import { parentExecution, type AgentBinding, type Call } from "../call/call.js";
import type { ExecutionState } from "../execution/execution-state.js";
import { stateOf } from "../execution/state-of.js";
import type { OpenToolCall } from "../execution/open-tool-calls.js";
import { ToolInputError } from "./tool-input-error.js";
import { parse, type Parsed } from "../validate/validate.js";
import { toMs } from "../../internal/duration.js";
import { findOwn } from "../../internal/find-own.js";

/** A tool of an agent, ready to run. */
export interface BoundTool {
  readonly name: string;
  readonly timeoutMs: number;
  /** Whether the execution is complete when it succeeds. */
  readonly final: boolean;
  /** What the tool is given for arguments that are JSON, or what is wrong with them. Never fails. */
  check(input: Json): Promise<Parsed>;
  /**
   * Runs it with what `check` gave. Throws {@link ToolInputError}, and whatever the tool throws.
   *
   * @param began told of the execution that the tool is, where it is an agent
   */
  run(input: unknown, context: ToolContext, began: OpenToolCall["began"]): unknown;
  /** What the model is told of the result. Absent: the result. */
  readonly toModel?: ((result: never) => unknown) | undefined;
}

/**
 * The tools of a call by their names: methods of the execution's own instance, tools that `defineTool`
 * made, and agents. Throws `config_invalid` for a tool that the class does not have (any more), for a
 * `toolChoice` that no tool answers to, and for `tools` of the config that cannot be.
 */
export function bindTools(state: ExecutionState, agent: Agent): ReadonlyMap<string, BoundTool> {
  const { call } = state;
  const { spec, config } = call.binding;
  const tools = new Map<string, BoundTool>();
  for (const tool of spec.tools ?? []) {
    const timeoutMs = tool.timeoutMs ?? toMs(config.tools.timeout);
    const run = findRun(state, agent, tool);
    if (!run) {
      throw new AgentError(
        "config_invalid",
        `The generated module of ${spec.name} is stale: ${spec.className} has no tool ${tool.name}. Run: agents build`,
      );
    }
    tools.set(tool.name, { name: tool.name, timeoutMs, final: tool.final === true, ...run });
  }
  assertToolChoice(call, tools);
  return tools;
}

function assertToolChoice({ options, binding }: Call, tools: ReadonlyMap<string, BoundTool>): void {
  const { toolChoice } = options;
  if (typeof toolChoice !== "object" || tools.has(toolChoice.tool)) return;
  const hosted = (binding.spec.hostedTools ?? []).map(({ name }) => name);
  if (hosted.includes(toolChoice.tool)) return;
  throw new AgentError(
    "config_invalid",
    `The call's toolChoice is ${JSON.stringify(toolChoice.tool)}, but the tools of ${binding.spec.name} are: ${[...tools.keys(), ...hosted].join(", ") || "none"}.`,
  );
}

/** Names of tools, for a message. */
export function listTools(tools: ReadonlyMap<string, BoundTool>): string {
  return tools.size === 0 ? "none" : [...tools.keys()].join(", ");
}

type Runnable = Pick<BoundTool, "check" | "run" | "toModel">;

function findRun(state: ExecutionState, agent: Agent, spec: ToolSpec): Runnable | undefined {
  const { binding } = state.call;
  switch (spec.run.kind) {
    case "method":
      return bindMethod(binding, agent, spec, spec.run.method);
    case "defined":
      return bindDefined(binding, spec);
    case "agent":
      return bindAgent(state, spec, spec.run.agent);
  }
}

/** By binding: the validators of methods, once they have been made. */
const inputSchemas = new WeakMap<AgentBinding, Map<string, ZodSchema>>();

function bindMethod(
  binding: AgentBinding,
  agent: Agent,
  spec: ToolSpec,
  name: string,
): Runnable | undefined {
  const method: unknown = Reflect.get(agent, name);
  const create = findOwn(binding.toolInputs, spec.name);
  if (typeof method !== "function" || !create) return undefined;
  return {
    check(input) {
      const made = inputSchemas.get(binding) ?? new Map<string, ZodSchema>();
      inputSchemas.set(binding, made);
      const schema = made.get(spec.name) ?? create();
      made.set(spec.name, schema);
      return parse(schema, input, restorePlanOf(spec));
    },
    run: (input, context): unknown => Reflect.apply(method, agent, [input, context]),
    toModel: findOwn(declarationOf(binding.agent).toolMethods, name)?.toModel,
  };
}

function bindDefined(binding: AgentBinding, spec: ToolSpec): Runnable | undefined {
  const tool = (binding.tools ?? declarationOf(binding.agent).tools)?.find(
    (one): one is Tool => isTool(one) && one.name === spec.name,
  );
  return (
    tool && {
      check: (input) => parse(tool.input, input, restorePlanOf(spec)),
      // What its agent declares is what it needs; tsc holds @tools to it.
      run: (input, context) => tool.run(input, context as ToolContext<never>),
      toModel: tool.toModel,
    }
  );
}

function bindAgent(state: ExecutionState, spec: ToolSpec, name: string): Runnable | undefined {
  const { binding, options } = state.call;
  // Whose call it is holds for all that comes of it.
  const { metadata, tags, tenant } = options;
  const find = findOwn(binding.toolAgents, spec.name);
  return (
    find && {
      // The agent validates its params itself, when it is called.
      check: async (input) => ({ success: true, data: restore(input, restorePlanOf(spec)) }),
      async run(input, { signal }, began) {
        try {
          const inherited = { signal, metadata, tags, tenant, [parentExecution]: state };
          const execution = find()(input as never, inherited as never);
          const child = stateOf(execution);
          if (child) began(child);
          return await execution;
        } catch (error) {
          if (!isAgentError(error)) throw error;
          if (error.code === "invalid_params") throw new ToolInputError(error.issues);
          // Its message is for people: it speaks of decorators and of limits.
          throw new Error(`The agent ${name} failed: ${error.code}.`, { cause: error });
        }
      },
    }
  );
}
