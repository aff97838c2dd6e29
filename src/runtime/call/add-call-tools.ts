import { isTool, type Tool } from "../../dsl/define-tool.js";
import { isHostedTool } from "../../dsl/hosted-tools.js";
import { AgentError } from "../../errors.js";
import { toMs } from "../../internal/duration.js";
import type { HostedTool } from "../../model/hosted-tool.js";
import type { ToolSpec } from "../../manifest/manifest.js";
import type { Call } from "./call.js";
import { convertOrFail, toolSchemaOf } from "./json-schema-of.js";

/**
 * The call with the tools that it brings beside the agent's: Zod is loaded for their JSON Schemas. Throws
 * `config_invalid` for a name that a tool of the agent has, and for an input that no model can be told.
 */
export async function addCallTools(
  call: Call,
  added: readonly (Tool | HostedTool)[],
): Promise<Call> {
  const { binding } = call;
  const { spec } = binding;
  const { tools = [], hostedTools = [] } = spec;
  const known = new Set([...tools, ...hostedTools].map(({ name }) => name));
  const twice = added.find(({ name }) => known.has(name));
  if (twice) {
    throw new AgentError(
      "config_invalid",
      `The call brings a tool ${JSON.stringify(twice.name)}, but ${spec.name} has a tool of that name already. Rename one of them.`,
    );
  }
  const specs = await Promise.all(added.filter(isTool).map(toToolSpec));
  const hosted = added.filter(isHostedTool);
  return {
    ...call,
    binding: {
      ...binding,
      spec: {
        ...spec,
        ...(specs.length > 0 && { tools: [...tools, ...specs] }),
        ...(hosted.length > 0 && { hostedTools: [...hostedTools, ...hosted] }),
      },
    },
  };
}

async function toToolSpec({ name, description, input, timeout, final }: Tool): Promise<ToolSpec> {
  return {
    name,
    description,
    schema: await convertOrFail(toolSchemaOf(input), `The input of the tool ${name}`),
    ...(timeout !== undefined && { timeoutMs: toMs(timeout) }),
    ...(final === true && { final }),
    run: { kind: "defined" },
  };
}
