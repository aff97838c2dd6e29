import { toRetrySpec } from "../../config/to-retry-spec.js";
import {
  manifestVersion,
  type AgentSpec,
  type CallableSpec,
  type ContextSpec,
  type NetworkSpec,
  type ParamSpec,
  type StateSpec,
  type ToolSpec,
} from "../../manifest/manifest.js";
import type { EmitAgent, EmitNetwork } from "../emit/emit-input.js";
import type { LinkedAgent } from "../program/linked-agent.js";
import {
  isRequiredContext,
  type LinkedContext,
  type LinkedParam,
  type LinkedCallable,
} from "../program/linked-callable.js";
import type { LinkedNetwork, LinkedState } from "../program/linked-network.js";
import type { LinkedTool } from "../program/linked-tool.js";
import type { ProjectCode } from "../program/module-code.js";
import { fingerprintCallable } from "./fingerprint-callable.js";
import { isRequired } from "./params-schema.js";
import { toMs } from "../../internal/duration.js";
import { toTimeoutSpec } from "../../config/to-limits.js";

/** The spec of an agent without errors, and everything else that its module needs. */
export function toEmitAgent(agent: LinkedAgent, code: ProjectCode): EmitAgent {
  return {
    kind: "agent",
    ...toEmitCallable(agent, toAgentSpec(agent), code),
    toolInputs: agent.tools.flatMap((tool) =>
      tool.kind === "method"
        ? [{ tool: tool.name, method: tool.method, input: assertChecked(tool.input, "an input") }]
        : [],
    ),
  };
}

/** The spec of a network without errors, and everything else that its module needs. */
export function toEmitNetwork(network: LinkedNetwork, code: ProjectCode): EmitNetwork {
  return { kind: "network", ...toEmitCallable(network, toNetworkSpec(network), code) };
}

function toEmitCallable<Spec extends CallableSpec>(
  { declaration, output, paramsSchema }: LinkedCallable,
  spec: Spec,
  code: ProjectCode,
) {
  return {
    spec: { ...spec, fingerprint: fingerprintCallable(spec, declaration.file, code) },
    outputShape: output?.shape,
    ownTypes: output?.ownTypes,
    outputIsObject: output?.isObject,
    outputIsOfPackage: output?.export?.isPackage,
    paramsSchema,
    fields: declaration.members,
  };
}

function toCallableSpec(callable: LinkedCallable): CallableSpec {
  const { declaration, description, output } = callable;
  const timeout = toTimeoutSpec(callable.timeout);
  const members = [...new Set(declaration.memberUses.map(({ name }) => name))].sort();
  return {
    version: manifestVersion,
    name: callable.name,
    className: declaration.className,
    source: declaration.file,
    ...(description !== undefined && { description }),
    streaming: callable.streaming,
    params: callable.params.map(toParamSpec),
    ...(callable.context.length > 0 && { context: callable.context.map(toContextSpec) }),
    ...(output && {
      output: {
        exportName: assertChecked(output.export, "an exported schema").name,
        source: assertChecked(output.export, "an exported schema").source,
        schema: assertChecked(output.input, "a JSON Schema"),
        fingerprint: output.fingerprint,
      },
    }),
    ...(Object.keys(timeout).length > 0 && { timeout }),
    ...(members.length > 0 && { members }),
  };
}

function toNetworkSpec(network: LinkedNetwork): NetworkSpec {
  const { concurrency, maxCalls, states } = network;
  return {
    ...toCallableSpec(network),
    ...(concurrency !== undefined && { concurrency }),
    ...(maxCalls !== undefined && { maxCalls }),
    ...(states.length > 0 && { states: states.map(toStateSpec) }),
  };
}

function toAgentSpec(agent: LinkedAgent): AgentSpec {
  const { output, ...spec } = toCallableSpec(agent);
  const { model, cache, temperature, maxTokens } = agent;
  const { retry, fallback, tools, maxSteps, streamedSteps } = agent;
  const { hostedTools, promptCache, providerOptions } = agent;
  return {
    ...spec,
    model: assertChecked(model, "a model"),
    ...(output && {
      output: { ...output, ...assertChecked(agent.output?.frozen, "a lowered schema") },
    }),
    ...(cache && {
      cache: { ttlMs: toMs(cache.ttl), ...(cache.key !== undefined && { key: cache.key }) },
    }),
    ...(retry !== undefined && { retry: retry && toRetrySpec(retry) }),
    ...(fallback.length > 0 && { fallback }),
    ...(temperature !== undefined && { temperature }),
    ...(maxTokens !== undefined && { maxTokens }),
    ...(tools.length > 0 && { tools: tools.map(toToolSpec) }),
    ...(hostedTools.length > 0 && { hostedTools: hostedTools.map(({ tool }) => tool) }),
    ...(maxSteps !== undefined && { maxSteps }),
    ...(streamedSteps && { streamedSteps }),
    ...(promptCache && { promptCache }),
    ...(providerOptions && { providerOptions }),
  };
}

function toStateSpec({ name, type, description }: LinkedState): StateSpec {
  return {
    name,
    type: assertChecked(type, "a type"),
    ...(description !== undefined && { description }),
  };
}

function toParamSpec(param: LinkedParam): ParamSpec {
  const { name, description, constraints, schema, json, fingerprint } = param;
  return {
    name,
    type: assertChecked(param.type, "a type"),
    ...(json && { json }),
    required: isRequired(param),
    ...(param.default !== undefined && { default: param.default }),
    ...(description !== undefined && { description }),
    ...(constraints && Object.keys(constraints).length > 0 && { constraints }),
    ...(schema && { zod: true as const }),
    ...(param.converts && { converts: true as const }),
    ...(fingerprint !== undefined && { fingerprint }),
  };
}

function toContextSpec(context: LinkedContext): ContextSpec {
  const { name, description } = context;
  return {
    name,
    required: isRequiredContext(context),
    ...(context.initializer && { hasDefault: true as const }),
    ...(description !== undefined && { description }),
  };
}

function toToolSpec(tool: LinkedTool): ToolSpec {
  const { name, description, timeout, final, approve } = tool;
  return {
    name,
    description,
    schema: assertChecked(tool.schema, "a tool's schema"),
    ...assertChecked(tool.frozen, "a tool's lowered schema"),
    ...(timeout !== undefined && { timeoutMs: toMs(timeout) }),
    ...(final && { final }),
    ...(approve && { approve }),
    run: toToolRun(tool),
  };
}

function toToolRun(tool: LinkedTool): ToolSpec["run"] {
  switch (tool.kind) {
    case "method":
      return { kind: "method", method: tool.method };
    case "defined":
      return { kind: "defined", fingerprint: tool.fingerprint };
    case "agent":
      return { kind: "agent", agent: tool.name };
    case "client":
      return { kind: "client", fingerprint: tool.fingerprint };
  }
}

/** If it throws, it is our bug: a rule in `check/` missed something. */
function assertChecked<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`The compiler checked an agent without ${what}.`);
  return value;
}
