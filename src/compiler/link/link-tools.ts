import type { Declaration } from "../../dsl/declaration.js";
import { isTool, type Tool } from "../../dsl/define-tool.js";
import { fingerprintSchema } from "../../schema/fingerprint-schema.js";
import type { AgentDeclaration, MethodDeclaration } from "../analyze/agent-declaration.js";
import type { Span } from "../diagnostics/diagnostic.js";
import { normalizeSchema } from "../../schema/zod/normalize-schema.js";
import { toToolSchema } from "../../schema/zod/to-tool-schema.js";
import { failuresOf } from "./failures-of.js";
import type { LinkedAgent } from "./linked-agent.js";
import type { LinkedTool, StrayTool } from "./linked-tool.js";
import { paramsSchema } from "./params-schema.js";
import { typeSchema } from "./type-schema.js";

/** The tools of an agent, and what it lists as tools that are none. */
export interface LinkedTools {
  readonly tools: readonly LinkedTool[];
  readonly strayTools: readonly StrayTool[];
}

/**
 * Joins what the source of an agent says of its tools with what its decorators recorded.
 * @param built the agents of the project by their classes, which `@tools` may list
 */
export async function linkTools(
  declaration: AgentDeclaration,
  recorded: Declaration | undefined,
  built: ReadonlyMap<unknown, LinkedAgent>,
): Promise<LinkedTools> {
  const tools = linkMethods(declaration, recorded);
  const strayTools: StrayTool[] = [];
  const listed: readonly unknown[] = recorded?.tools ?? [];
  for (const [index, value] of listed.entries()) {
    const span = spanOf(declaration, index, listed.length);
    const agent = built.get(value);
    if (agent) tools.push(await linkAgentTool(agent, span));
    else if (isReadableTool(value)) tools.push(await linkDefinedTool(value, span));
    else strayTools.push({ value, span });
  }
  return { tools, strayTools };
}

function linkMethods(
  { methods }: AgentDeclaration,
  recorded: Declaration | undefined,
): LinkedTool[] {
  const said = recorded?.toolMethods ?? {};
  return methods
    .filter(({ name, decorated }) => (recorded ? Object.hasOwn(said, name) : decorated))
    .map((method) => linkMethod(method, said[method.name] ?? {}));
}

function linkMethod(
  { name: method, description, span, toolSpan, input, diagnostics }: MethodDeclaration,
  said: NonNullable<Declaration["toolMethods"]>[string],
): LinkedTool {
  return {
    kind: "method",
    name: said.name ?? method,
    description: said.description ?? description ?? "",
    ...(said.timeout !== undefined && { timeout: said.timeout }),
    span,
    ...(input && { schema: normalizeSchema(typeSchema(input), { close: false }), input }),
    method,
    toolSpan,
    diagnostics,
  };
}

async function linkDefinedTool(tool: Tool, span: Span): Promise<LinkedTool> {
  const { name, description, timeout, input } = tool;
  return {
    kind: "defined",
    name,
    description,
    ...(timeout !== undefined && { timeout }),
    span,
    fingerprint: "",
    ...(await attempt(async () => ({
      schema: await toToolSchema(input),
      fingerprint: fingerprintSchema(input),
    }))),
  };
}

/** Of a proxy, nobody can tell. */
function isReadableTool(value: unknown): value is Tool {
  try {
    return isTool(value);
  } catch {
    return false;
  }
}

/** A model gives an agent its params; the agent has its own time, and not that of other tools. */
async function linkAgentTool(agent: LinkedAgent, span: Span): Promise<LinkedTool> {
  const { name, description, timeout, params } = agent;
  return {
    kind: "agent",
    name,
    description: description ?? "",
    ...(timeout.total !== undefined && { timeout: timeout.total }),
    span,
    ...(await attempt(async () => ({ schema: await paramsSchema(params) }))),
  };
}

async function attempt<Converted extends object>(
  convert: () => Promise<Converted>,
): Promise<Partial<Converted> & Pick<LinkedTool, "failures">> {
  try {
    return await convert();
  } catch (error) {
    return { failures: failuresOf(error) } as Partial<Converted> & Pick<LinkedTool, "failures">;
  }
}

/** Where a tool is listed; all of `@tools` where syntax does not show which is which. */
function spanOf({ listedTools, decorators, span }: AgentDeclaration, index: number, count: number) {
  const listed = listedTools.length === count ? listedTools[index] : undefined;
  return listed ?? decorators.get("tools") ?? span;
}
