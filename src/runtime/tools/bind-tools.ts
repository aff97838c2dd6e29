import { declarationOf, type ToolMethodDeclaration } from "../../dsl/declaration.js";
import type { Agent } from "../../dsl/agent.js";
import {
  isClientTool,
  isTool,
  type ClientTool,
  type Tool,
  type ToolContext,
} from "../../dsl/define-tool.js";
import type { ZodSchema } from "../../dsl/zod-schema.js";
import { AgentError, isAgentError } from "../../errors.js";
import type { Json } from "../../internal/json.js";
import type { ToolSpec } from "../../manifest/manifest.js";
import { restore } from "../../schema/strict/restore.js";
import { restorePlanOf } from "../../schema/strict/strict-schema-of.js";
import { callerFor } from "../call/call-origin.js";
import { inheritFrom } from "../members/call-origins.js";
import { inToolCall } from "../members/tool-call-scope.js";
import type { AgentBinding } from "../call/binding.js";
import type { Call } from "../call/call.js";
import type { ExecutionState } from "../execution/execution-state.js";
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
   */
  run(input: unknown, context: ToolContext): unknown;
  /** What the model is told of the result. Absent: the result. */
  readonly toModel?: ((result: never) => unknown) | undefined;
  /** Whether a person must approve a call, by its arguments or always. Absent: nobody has to. */
  readonly approve?: ToolMethodDeclaration["approve"] | undefined;
  /** Of a tool that somebody else runs: what its result must be. Absent: it runs here. */
  readonly client?: { readonly output: ZodSchema | undefined };
}

/**
 * The tools of a call by their names: methods of the execution's own instance, tools that `defineTool`
 * made, and agents. Throws `config_invalid` for a tool that the class does not have (any more), and for
 * names in `toolChoice` and `activeTools` that no tool has.
 */
export function bindTools(
  state: ExecutionState,
  agent: Agent<unknown>,
): ReadonlyMap<string, BoundTool> {
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
  assertNames(call, tools);
  return tools;
}

function assertNames({ options, binding }: Call, tools: ReadonlyMap<string, BoundTool>): void {
  const { toolChoice, activeTools } = options;
  const { name, hostedTools = [] } = binding.spec;
  const known = [...tools.keys(), ...hostedTools.map((tool) => tool.name)];
  const refuse = (said: string, what: string, names: readonly string[]): never => {
    const list = names.join(", ") || "none";
    throw new AgentError("config_invalid", `The call's ${said}, but the ${what} are: ${list}.`);
  };
  const unknown = activeTools?.find((tool) => !known.includes(tool));
  if (unknown !== undefined) {
    refuse(`activeTools name ${JSON.stringify(unknown)}`, `tools of ${name}`, known);
  }
  if (typeof toolChoice !== "object") return;
  const { tool } = toolChoice;
  const said = `toolChoice is ${JSON.stringify(tool)}`;
  if (!known.includes(tool)) refuse(said, `tools of ${name}`, known);
  if (activeTools && !activeTools.includes(tool)) refuse(said, "active tools", activeTools);
}

/** Names of tools, for a message. */
export function listTools(tools: ReadonlyMap<string, BoundTool>): string {
  return tools.size === 0 ? "none" : [...tools.keys()].join(", ");
}

type Runnable = Pick<BoundTool, "check" | "run" | "toModel" | "approve" | "client">;

function findRun(
  state: ExecutionState,
  agent: Agent<unknown>,
  spec: ToolSpec,
): Runnable | undefined {
  const { binding } = state.call;
  switch (spec.run.kind) {
    case "method":
      return bindMethod(binding, agent, spec, spec.run.method);
    case "defined":
      return bindDefined(state.call, spec);
    case "agent":
      return bindAgent(state, spec, spec.run.agent);
    case "client":
      return bindClient(binding, spec);
  }
}

/** The validators of methods, once they have been made, by what makes them. */
const inputSchemas = new WeakMap<() => ZodSchema, ZodSchema>();

function bindMethod(
  binding: AgentBinding,
  agent: Agent<unknown>,
  spec: ToolSpec,
  name: string,
): Runnable | undefined {
  const method: unknown = Reflect.get(agent, name);
  const create = findOwn(binding.toolInputs, spec.name);
  if (typeof method !== "function" || !create) return undefined;
  return {
    check(input) {
      const schema = inputSchemas.get(create) ?? create();
      inputSchemas.set(create, schema);
      return parse(schema, input, restorePlanOf(spec));
    },
    run: (input, context): unknown =>
      inToolCall(context, () => Reflect.apply(method, agent, [input, context]) as unknown),
    ...pickCode(findOwn(declarationOf(binding.agent).toolMethods, name)),
  };
}

/** Of the call, or of the class: no two have one name. */
function bindDefined({ binding, options }: Call, spec: ToolSpec): Runnable | undefined {
  const listed = binding.tools ?? declarationOf(binding.agent).tools ?? [];
  const tool = [...(options.tools ?? []), ...listed].find(
    (one): one is Tool => isTool(one) && one.name === spec.name,
  );
  return (
    tool && {
      check: (input) => parse(tool.input, input, restorePlanOf(spec)),
      // What its agent declares is what it needs; tsc holds @tools to it.
      run: (input, context) => tool.run(input, context as ToolContext<never>),
      ...pickCode(tool),
    }
  );
}

/** What of a tool is code, which no spec has. */
function pickCode(
  declared: Pick<ToolMethodDeclaration, "toModel" | "approve"> = {},
): Pick<BoundTool, "toModel" | "approve"> {
  const { toModel, approve } = declared;
  return { toModel, approve };
}

function bindClient(binding: AgentBinding, spec: ToolSpec): Runnable | undefined {
  const listed: readonly unknown[] = binding.tools ?? declarationOf(binding.agent).tools ?? [];
  const tool = listed.find((one): one is ClientTool => isClientTool(one) && one.name === spec.name);
  return (
    tool && {
      check: (input) => parse(tool.input, input, restorePlanOf(spec)),
      client: { output: tool.output },
      run: () => {
        throw new TypeError("A client tool does not run here.");
      },
    }
  );
}

function bindAgent(state: ExecutionState, spec: ToolSpec, name: string): Runnable | undefined {
  const find = findOwn(state.call.binding.toolAgents, spec.name);
  return (
    find && {
      // The agent validates its params itself, when it is called.
      check: async (input) => ({ success: true, data: restore(input, restorePlanOf(spec)) }),
      async run(input, { signal, toolCallId }) {
        const origin = { how: "tool", toolCallId } as const;
        const caller = callerFor(find(), () => inheritFrom(state, origin, signal));
        try {
          return await caller(input as never, undefined as never);
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
