import type { Declaration } from "../../dsl/declaration.js";
import { isClientTool, isTool, type ClientTool, type Tool } from "../../dsl/define-tool.js";
import { isHostedTool } from "../../dsl/hosted-tools.js";
import type { ZodSchema } from "../../dsl/zod-schema.js";
import type { JsonObject } from "../../internal/json.js";
import { fingerprintSchema } from "../../schema/zod/fingerprint-schema.js";
import type { StrictDialect } from "../../schema/strict/dialect.js";
import { freezeSchema } from "../../schema/strict/freeze-schema.js";
import type {
  AgentDeclaration,
  MethodDeclaration,
} from "../analyze/declaration/agent-declaration.js";
import type { Span } from "../diagnostics/diagnostic.js";
import type { TypeNode } from "../../manifest/type-node.js";
import { resolveRefs } from "../../schema/json-schema.js";
import { normalizeSchema } from "../../schema/zod/normalize-schema.js";
import { toToolSchema } from "../../schema/zod/to-tool-schema.js";
import { failuresOf } from "./failures-of.js";
import type { LinkedAgent } from "../program/linked-agent.js";
import type { LinkedHostedTool, LinkedTool, StrayTool } from "../program/linked-tool.js";
import { paramsSchema } from "./params-schema.js";
import { typeDocument } from "../../schema/types/type-schema.js";
import { unenforceableParts } from "./unenforceable-parts.js";

/** The tools of an agent, and the listed values that are not tools. */
export interface LinkedTools {
  readonly tools: readonly LinkedTool[];
  readonly hostedTools: readonly LinkedHostedTool[];
  readonly strayTools: readonly StrayTool[];
}

/** What linking tools needs in addition to the agent. */
export interface ToolsContext {
  /** The agents of the project by their classes, which `@tools` may list. */
  readonly built: ReadonlyMap<unknown, LinkedAgent>;
  /** The dialects of the providers of the agent and its fallbacks, as far as they are known. */
  readonly dialects: readonly StrictDialect[];
  /** The {@link dialects} that at least one of these providers enforces. */
  readonly enforced: readonly StrictDialect[];
}

type Dialects = Pick<ToolsContext, "dialects" | "enforced">;

/** Joins the tools in the source of an agent with those that its decorators recorded. */
export async function linkTools(
  declaration: AgentDeclaration,
  recorded: Declaration | undefined,
  { built, ...dialects }: ToolsContext,
): Promise<LinkedTools> {
  const tools = linkMethods(declaration, recorded, dialects);
  const hostedTools: LinkedHostedTool[] = [];
  const strayTools: StrayTool[] = [];
  const listed: readonly unknown[] = recorded?.tools ?? [];
  for (const [index, value] of listed.entries()) {
    const span = spanOf(declaration, index, listed.length);
    const agent = built.get(value);
    if (agent) tools.push(await linkAgentTool(agent, span, dialects));
    else if (is(isTool, value)) tools.push(await linkDefinedTool(value, span, dialects));
    else if (is(isClientTool, value)) tools.push(await linkClientTool(value, span, dialects));
    else if (is(isHostedTool, value)) hostedTools.push({ tool: value, span });
    else strayTools.push({ value, span });
  }
  return { tools, hostedTools, strayTools };
}

function linkMethods(
  { methods }: AgentDeclaration,
  recorded: Declaration | undefined,
  dialects: Dialects,
): LinkedTool[] {
  const said = recorded?.toolMethods ?? {};
  return methods
    .filter(({ name, decorated }) => (recorded ? Object.hasOwn(said, name) : decorated))
    .map((method) => linkMethod(method, said[method.name] ?? {}, dialects));
}

function linkMethod(
  { name: method, description, span, toolSpan, input, diagnostics }: MethodDeclaration,
  said: NonNullable<Declaration["toolMethods"]>[string],
  dialects: Dialects,
): LinkedTool {
  const schema = input && inputSchema(input);
  return {
    kind: "method",
    name: said.name ?? method,
    description: said.description ?? description ?? "",
    ...(said.timeout !== undefined && { timeout: said.timeout }),
    ...(said.final === true && { final: true as const }),
    ...(said.approve === true && { approve: true as const }),
    span,
    ...(schema && { ...freeze(schema, dialects), input }),
    method,
    toolSpan,
    diagnostics,
  };
}

/** Its root is the object or the union itself, not a reference. */
function inputSchema(input: TypeNode): JsonObject {
  const whole = typeDocument(input);
  const root = resolveRefs(whole, whole) ?? whole;
  return normalizeSchema(
    { ...root, ...(whole["$defs"] !== undefined && { $defs: whole["$defs"] }) },
    { close: false },
  );
}

async function linkDefinedTool(tool: Tool, span: Span, dialects: Dialects): Promise<LinkedTool> {
  const { name, description, timeout, final, approve = false, input } = tool;
  return {
    kind: "defined",
    name,
    description,
    ...(timeout !== undefined && { timeout }),
    ...(final === true && { final }),
    ...(approve !== false && { approve: true as const }),
    span,
    ...(await linkInput(input, dialects)),
  };
}

async function linkClientTool(
  { name, description, input }: ClientTool,
  span: Span,
  dialects: Dialects,
): Promise<LinkedTool> {
  return {
    kind: "client",
    name,
    description,
    span,
    ...(await linkInput(input, dialects)),
  };
}

/** What is sent of a tool's schema, with its hash, or why it cannot be sent. */
async function linkInput(input: ZodSchema, dialects: Dialects) {
  const linked = await attempt(async () => ({
    ...freeze(await toToolSchema(input), dialects),
    fingerprint: fingerprintSchema(input),
  }));
  return { fingerprint: "", ...linked };
}

/** Asks a guard; false for a proxy that throws. */
function is<Listed>(guard: (value: unknown) => value is Listed, value: unknown): value is Listed {
  try {
    return guard(value);
  } catch {
    return false;
  }
}

/** A model gives an agent its params. The agent has its own time limit, not that of other tools. */
async function linkAgentTool(
  agent: LinkedAgent,
  span: Span,
  dialects: Dialects,
): Promise<LinkedTool> {
  const { name, description, timeout, params } = agent;
  return {
    kind: "agent",
    name,
    description: description ?? "",
    ...(timeout.total !== undefined && { timeout: timeout.total }),
    span,
    ...(await attempt(async () => freeze(await paramsSchema(params), dialects))),
  };
}

function freeze(
  schema: JsonObject,
  { dialects, enforced }: Dialects,
): Required<Pick<LinkedTool, "schema" | "frozen" | "unenforceable">> {
  return {
    schema,
    frozen: freezeSchema(schema, dialects),
    unenforceable: unenforceableParts(schema, enforced),
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

/** Where a tool is listed, or all of `@tools` if the syntax does not show which one it is. */
function spanOf({ listedTools, decorators, span }: AgentDeclaration, index: number, count: number) {
  const listed = listedTools.length === count ? listedTools[index] : undefined;
  return listed ?? decorators.get("tools") ?? span;
}
