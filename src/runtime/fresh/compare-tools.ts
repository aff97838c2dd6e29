import {
  declarationOf,
  type Declaration,
  type ToolMethodDeclaration,
} from "../../dsl/declaration.js";
import type { AgentClass } from "../../dsl/agent-class.js";
import { isHostedTool } from "../../dsl/hosted-tools.js";
import { canonicalJson } from "../../internal/canonical-json.js";
import { isClientTool, isTool, type ClientTool, type Tool } from "../../dsl/define-tool.js";
import { readDuration } from "../../internal/duration.js";
import type { AgentSpec, ToolSpec } from "../../manifest/manifest.js";
import { fingerprintSchema } from "../../schema/zod/fingerprint-schema.js";

/** Something that a class says, beside what its generated module says of it, and whether a message may show both. */
export type Comparison = readonly [
  what: string,
  declared: unknown,
  generated: unknown,
  unshown?: "unshown",
];

type Listed = Tool | ClientTool | AgentClass;

/**
 * What a class says of its tools now, beside what its generated module says. What a method takes, tsc
 * compares; what an agent does that is a tool, its own module says.
 */
export function compareTools(
  declared: Declaration,
  { tools = [], hostedTools = [] }: AgentSpec,
): Comparison[] {
  const methods = declared.toolMethods ?? {};
  const all = declared.tools ?? [];
  const listed = all.filter((tool): tool is Listed => !isHostedTool(tool));
  const hosted = all.filter(isHostedTool);
  const specs = tools.filter(({ run }) => run.kind !== "method");
  const compiled = new Map(
    tools.flatMap((tool) => (tool.run.kind === "method" ? [[tool.run.method, tool]] : [])),
  );
  return [
    ["@tool", listOf(Object.keys(methods).sort()), listOf([...compiled.keys()].sort())],
    ["@tools", listOf(listed.map(titleOf)), listOf(specs.map(titleOfSpec))],
    ["list of hosted tools", canonicalJson(hosted), canonicalJson(hostedTools), "unshown"],
    ...Object.entries(methods).flatMap(([method, said]): Comparison[] => {
      const spec = compiled.get(method);
      return [
        [`@tool name of ${method}`, said.name ?? method, spec?.name],
        // A doc comment cannot be seen from here.
        [
          `@tool description of ${method}`,
          said.description ?? spec?.description,
          spec?.description,
          "unshown",
        ],
        [`@tool timeout of ${method} (ms)`, readDuration(said.timeout), spec?.timeoutMs],
        [`@tool final of ${method}`, said.final ?? false, spec?.final ?? false],
        [`@tool approve of ${method}`, mayAsk(said), spec?.approve ?? false],
      ];
    }),
    ...listed.flatMap((tool, index) => {
      if (isTool(tool)) return compareDefined(tool, specs[index]);
      return isClientTool(tool) ? compareClient(tool, specs[index]) : [];
    }),
  ];
}

function compareClient(tool: ClientTool, spec: ToolSpec | undefined): Comparison[] {
  const built = spec?.run.kind === "client" ? spec.run.fingerprint : undefined;
  return [
    [`description of ${tool.name}`, tool.description, spec?.description, "unshown"],
    [`input of ${tool.name}`, fingerprintSchema(tool.input), built, "unshown"],
  ];
}

/** Whether a person may have to approve a call; for which, code says. */
function mayAsk({ approve = false }: Pick<ToolMethodDeclaration, "approve">): boolean {
  return approve !== false;
}

function compareDefined(tool: Tool, spec: ToolSpec | undefined): Comparison[] {
  const built = spec?.run.kind === "defined" ? spec.run.fingerprint : undefined;
  const comparisons: Comparison[] = [
    [`description of ${tool.name}`, tool.description, spec?.description, "unshown"],
    [`timeout of ${tool.name} (ms)`, readDuration(tool.timeout), spec?.timeoutMs],
    [`final of ${tool.name}`, tool.final ?? false, spec?.final ?? false],
    [`approve of ${tool.name}`, mayAsk(tool), spec?.approve ?? false],
  ];
  if (built === undefined) return comparisons;
  return [
    ...comparisons,
    [`input of ${tool.name}`, fingerprintSchema(tool.input), built, "unshown"],
  ];
}

function listOf(names: readonly string[]): string {
  return names.join(", ") || "nothing";
}

/** An agent by its params: a bundler may have renamed its class. */
function titleOf(tool: Listed): string {
  return isTool(tool) || isClientTool(tool)
    ? tool.name
    : agentTitle(Object.keys(declarationOf(tool).params));
}

function titleOfSpec({ name, schema, run }: ToolSpec): string {
  return run.kind === "agent" ? agentTitle(Object.keys(schema["properties"] ?? {})) : name;
}

function agentTitle(params: readonly string[]): string {
  return `an agent of (${params.join(", ")})`;
}
