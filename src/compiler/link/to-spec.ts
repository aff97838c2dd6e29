import { toRetrySpec } from "../../config/to-retry-spec.js";
import {
  manifestVersion,
  type AgentSpec,
  type ContextSpec,
  type ParamSpec,
  type ToolSpec,
} from "../../manifest/manifest.js";
import type { EmitAgent } from "../emit/emit-input.js";
import type { LinkedAgent } from "../program/linked-agent.js";
import {
  isRequiredContext,
  type LinkedContext,
  type LinkedParam,
} from "../program/linked-callable.js";
import type { LinkedTool } from "../program/linked-tool.js";
import type { ProjectCode } from "../program/module-code.js";
import { fingerprintCallable } from "./fingerprint-callable.js";
import { isRequired } from "./params-schema.js";
import { toMs } from "../../internal/duration.js";
import { toTimeoutSpec } from "../../config/to-limits.js";

/** The spec of an agent without errors, and everything else that its module needs. */
export function toEmitAgent(agent: LinkedAgent, code: ProjectCode): EmitAgent {
  const spec = toSpec(agent);
  return {
    spec: { ...spec, fingerprint: fingerprintCallable(spec, agent.declaration.file, code) },
    outputShape: agent.output?.shape,
    ownTypes: agent.output?.ownTypes,
    outputIsObject: agent.output?.isObject,
    outputIsOfPackage: agent.output?.export?.isPackage,
    paramsSchema: agent.paramsSchema,
    fields: agent.declaration.members,
    toolInputs: agent.tools.flatMap((tool) =>
      tool.kind === "method"
        ? [{ tool: tool.name, method: tool.method, input: assertChecked(tool.input, "an input") }]
        : [],
    ),
  };
}

function toSpec(agent: LinkedAgent): AgentSpec {
  const { declaration, description, model, cache, output, temperature, maxTokens } = agent;
  const { retry, fallback, tools, maxSteps, streamedSteps } = agent;
  const { hostedTools, promptCache, providerOptions } = agent;
  const timeout = toTimeoutSpec(agent.timeout);
  return {
    version: manifestVersion,
    name: agent.name,
    className: declaration.className,
    source: declaration.file,
    ...(description !== undefined && { description }),
    model: assertChecked(model, "a model"),
    streaming: agent.streaming,
    params: agent.params.map(toParamSpec),
    ...(agent.context.length > 0 && { context: agent.context.map(toContextSpec) }),
    ...(output && {
      output: {
        exportName: assertChecked(output.export, "an exported schema").name,
        source: assertChecked(output.export, "an exported schema").source,
        schema: assertChecked(output.input, "a JSON Schema"),
        fingerprint: output.fingerprint,
        ...assertChecked(output.frozen, "a lowered schema"),
      },
    }),
    ...(cache && {
      cache: { ttlMs: toMs(cache.ttl), ...(cache.key !== undefined && { key: cache.key }) },
    }),
    ...(Object.keys(timeout).length > 0 && { timeout }),
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
