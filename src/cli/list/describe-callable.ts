import { constraintsComment } from "../../compiler/emit/constraints-comment.js";
import { declareSchema } from "../../compiler/emit/schema-text.js";
import type {
  AgentSpec,
  ContextSpec,
  NetworkSpec,
  ParamSpec,
  StateSpec,
} from "../../manifest/manifest.js";
import { isAgentSpec, type AnySpec } from "../../manifest/specs-of.js";
import { describeType } from "../run/describe-type.js";
import { formatTtl } from "./format-ttl.js";

/** Everything that a caller may want to know about one agent or network, for people. */
export function describeCallable(spec: AnySpec): string {
  const { name, description, params, context = [], members = [] } = spec;
  const { tools = [], hostedTools = [] } = isAgentSpec(spec) ? spec : {};
  const { states = [] } = isAgentSpec(spec) ? {} : spec;
  const required = params.filter((param) => param.required);
  const optional = params.filter((param) => !param.required);
  const sections = [
    [description === undefined ? name : `${name}: ${description}`],
    factsOf(spec).map(([title, text]) => `${title.padEnd(13)}${text}`),
    listed("required params", required.map(describeParam)),
    listed("optional params", optional.map(describeParam)),
    listed("context", context.map(describeContext)),
    listed("tools", tools.map(describeTool)),
    listed(
      "hosted tools",
      hostedTools.map(({ name }) => name),
    ),
    listed("calls", members),
    listed("states", states.map(describeState)),
    listed("output", describeOutput(spec)),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}

type Fact = readonly [title: string, text: string];

function factsOf(spec: AnySpec): Fact[] {
  const { streaming, timeout, source, className, fingerprint } = spec;
  const limits = Object.entries(timeout ?? {}).map(
    ([limit, ms]) => `${limit.replace(/Ms$/, "")} ${formatTtl(ms)}`,
  );
  return [
    ...(isAgentSpec(spec) ? modelFacts(spec) : networkFacts(spec)),
    ["streams", streaming ? "yes" : "no"],
    ...(isAgentSpec(spec) ? [cacheFact(spec)] : []),
    ...(limits.length > 0 ? [["timeout", limits.join(", ")] as const] : []),
    ["source", `${className} in ${source}`],
    ...(fingerprint === undefined ? [] : [["fingerprint", fingerprint] as const]),
  ];
}

function modelFacts({ model, fallback = [] }: AgentSpec): Fact[] {
  return [["model", [model, ...fallback].join(", then ")]];
}

function cacheFact({ cache }: AgentSpec): Fact {
  return ["cache", cache ? formatTtl(cache.ttlMs) : "off"];
}

function networkFacts({ concurrency, maxCalls }: NetworkSpec): Fact[] {
  return [
    ["kind", "network"],
    ...(concurrency === undefined ? [] : [["concurrency", String(concurrency)] as const]),
    ...(maxCalls === undefined ? [] : [["max. calls", String(maxCalls)] as const]),
  ];
}

function listed(title: string, texts: readonly string[]): string[] {
  const lines = texts.flatMap((text) => text.split("\n"));
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
}

function describeParam(param: ParamSpec): string {
  const { name, required, type, description } = param;
  const initial = param.default === undefined ? "" : ` = ${JSON.stringify(param.default)}`;
  const head = `${name}${required ? "" : "?"}: ${describeType(type)}${initial}`;
  const comments = [description, constraintsComment(param, {})].filter(
    (text) => text !== undefined,
  );
  return [head, ...comments.flatMap((text) => text.split("\n")).map((line) => `  ${line}`)].join(
    "\n",
  );
}

function describeContext({ name, required, description }: ContextSpec): string {
  return `${name}${required ? "" : "?"}${description === undefined ? "" : `: ${description}`}`;
}

function describeState({ name, type, description }: StateSpec): string {
  const head = `${name}: ${describeType(type)}`;
  return description === undefined ? head : `${head}\n  ${description.replaceAll("\n", "\n  ")}`;
}

function describeTool({
  name,
  description,
}: {
  readonly name: string;
  readonly description: string;
}) {
  return description === "" ? name : `${name}: ${description}`;
}

/** The output's type, as in the generated module. */
function describeOutput({ output }: AnySpec): string[] {
  if (!output) return ["text"];
  const { schema, exportName: name } = output;
  const declared = declareSchema({ schema, name, comment: "", partial: false });
  return declared.map(({ text }) => text.replaceAll(/(^|\n)export /g, "$1"));
}
