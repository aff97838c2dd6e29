import type { Json } from "../../internal/json.js";
import type { EmitAgent, EmitInput } from "./emit-input.js";
import { contextGuards, contextText } from "./context-text.js";
import { docComment } from "./doc-comment.js";
import { fileNameOf } from "./file-name.js";
import { ImportList } from "./import-list.js";
import { braces, indent } from "./layout.js";
import { literalText, nameText } from "./literal-text.js";
import { projectSpecifier } from "./project-specifier.js";
import { orderSpec } from "./order-spec.js";
import { generatedHeader, quote, unformatted } from "./source-text.js";
import { ownRoot, type OwnPlace } from "./own-place.js";
import { heldParams, type HeldParams } from "./held-params.js";
import { declareParams, paramsSchema } from "./params-text.js";
import { declareSchema, type DeclaredType } from "./schema-text.js";
import { toolBindings, watchTools, type WatchedTools } from "./tools-text.js";
import { typeNamesOf, type TypeNames } from "./type-names.js";
import type { ValidatorNames } from "./zod-text.js";

/**
 * The text of an agent's module: its types, its caller, and the guard that makes tsc fail when it is stale.
 */
export function agentModule(agent: EmitAgent, project: EmitInput): string {
  const { spec } = agent;
  const types = typeNamesOf(agent);
  const params = declareParams(agent, types.params);
  const watched = watchTools(agent, `${types.params}Of`);
  const held = heldParams(spec, `${types.params}Held`);
  const imports = new ImportList([
    ...declaredNames(agent, types),
    ...[...params, ...watched.declared, ...held.declared].map((type) => type.name),
  ]);
  const parts = importParts(agent, project, imports);
  const shapes = declareShapes(agent, types, imports, parts);
  const outputText = liveOutput(agent, types, imports, parts);
  const declarations = [
    ...params.map((type) => type.text),
    ...contextTexts(spec, types, parts),
    ...(outputText === undefined ? [] : [outputText]),
    ...shapes.map((type) => type.text),
    callerText(agent, types, imports, parts),
    ...[...watched.declared, ...held.declared].map((type) => type.text),
    guardText(agent, types, project, imports, { ...parts, watched, held }),
    ...(types.context === undefined ? [] : contextGuards(agent, types.context, project, imports)),
  ];
  const unformattedAll = (texts: readonly string[]) => texts.map((text) => unformatted + text);
  const head = unformattedAll(imports.declarations()).join("\n");
  const body = unformattedAll(declarations).join("\n\n");
  return `${generatedHeader(spec.source)}\n${head}\n\n${body}\n`;
}

/** What the module imports from the project and from Zod, by local name. */
interface ImportedParts {
  readonly config: string;
  readonly agent: string;
  readonly output: string | undefined;
  readonly params: string;
  /** The entries of the binding that run the tools. */
  readonly tools: readonly string[];
}

function importParts(emitted: EmitAgent, project: EmitInput, imports: ImportList): ImportedParts {
  const { spec } = emitted;
  const runtime = "troupe/runtime";
  const caller = callerType(spec);
  imports.value(runtime, `create${caller}`);
  imports.type(runtime, caller);
  imports.type(runtime, "Fresh");
  const names: ValidatorNames = {
    zod: imports.namespace(project.zod, "z", "zod"),
    runtime: (name) => imports.value(runtime, name),
  };
  const specifier = (file: string) => projectSpecifier(project, file);
  const config = imports.value(specifier(project.config), "default", "config");
  const agent = imports.value(specifier(spec.source), spec.className, `${spec.className}Class`);
  const { output } = spec;
  const source = output && (emitted.outputIsOfPackage ? output.source : specifier(output.source));
  const schema =
    output && imports.value(source ?? "", output.exportName, `${output.exportName}Schema`);
  const params = paramsSchema(emitted, agent, names);
  return {
    config,
    agent,
    output: schema,
    params,
    tools: toolBindings(emitted, project, names, imports),
  };
}

/** The type of the caller, which `create…` of the runtime makes. */
function callerType({ streaming, output, context }: EmitAgent["spec"]): string {
  return `${streaming ? "Streaming" : ""}${output ? "" : "Text"}${context ? "Context" : ""}Caller`;
}

function contextTexts(
  { context = [] }: EmitAgent["spec"],
  types: TypeNames,
  { agent }: ImportedParts,
): readonly string[] {
  return types.context === undefined ? [] : [contextText(types.context, context, agent)];
}

/** The names that the module declares, which no import may have. */
function declaredNames(agent: EmitAgent, types: TypeNames): readonly string[] {
  const shapes = [...declareOutput(agent, types), ...declareJson(agent, types)];
  return [agent.spec.name, types.params, types.context, types.output, types.partial, types.json]
    .filter((name) => name !== undefined)
    .concat(shapes.map((type) => type.name));
}

function declareShapes(
  agent: EmitAgent,
  types: TypeNames,
  imports: ImportList,
  parts: ImportedParts,
): readonly DeclaredType[] {
  const { ownTypes = [] } = agent;
  const own = ownTypes.length === 0 ? undefined : ownRoot(ownOutput(imports, parts), ownTypes);
  return [...declareOutput(agent, types, own), ...declareJson(agent, types)];
}

function declareOutput(
  { outputShape }: EmitAgent,
  { output }: TypeNames,
  own?: OwnPlace,
): readonly DeclaredType[] {
  if (output === undefined || !outputShape) return [];
  return declareSchema({ schema: outputShape, name: output, comment: "", partial: false, own });
}

/** The type of the JSON that the schema takes. */
function declareJson({ spec }: EmitAgent, { partial, json }: TypeNames): readonly DeclaredType[] {
  if (!spec.output) return [];
  const { schema } = spec.output;
  const whole = json === undefined ? [] : [{ name: json, partial: false, comment: jsonComment }];
  const growing =
    partial === undefined ? [] : [{ name: partial, partial: true, comment: partialComment }];
  return [...whole, ...growing].flatMap((type) => declareSchema({ schema, ...type }));
}

const jsonComment = "The JSON that the output is made of, which events and records have.";
const partialComment = "The output while it is streaming.";

/** The author's own type of the schema. */
function ownOutput(imports: ImportList, parts: ImportedParts): string {
  return `${imports.type("troupe/runtime", "OutputOf")}<typeof ${parts.output}>`;
}

/**
 * The output's type if it is not made from JSON Schema. It refers to the schema itself, so it is never
 * stale.
 */
function liveOutput(
  agent: EmitAgent,
  types: TypeNames,
  imports: ImportList,
  parts: ImportedParts,
): string | undefined {
  if (types.output === undefined || agent.outputShape) return undefined;
  const own = ownOutput(imports, parts);
  // An interface if possible, because an editor then shows its name instead of the whole schema.
  return agent.outputIsObject
    ? `export interface ${types.output} extends ${own} {}`
    : `export type ${types.output} = ${own};`;
}

function callerText(
  { spec }: EmitAgent,
  types: TypeNames,
  imports: ImportList,
  parts: ImportedParts,
): string {
  const runtime = "troupe/runtime";
  const caller = imports.type(runtime, callerType(spec));
  const create = imports.value(runtime, `create${callerType(spec)}`);
  const typeArguments = [types.params];
  if (types.output !== undefined) typeArguments.push(types.output);
  if (types.context !== undefined) typeArguments.push(types.context);
  if (types.partial !== undefined) typeArguments.push(types.partial);
  if (types.json !== undefined) typeArguments.push(types.json);
  const binding = [
    `spec: ${specText(spec)}`,
    bind("agent", parts.agent),
    // Made at the first call, so that importing many agents does not make schemas that are never used.
    `params: () => ${parts.params}`,
    ...(parts.output === undefined ? [] : [bind("output", parts.output)]),
    ...parts.tools,
    bind("config", parts.config),
  ];
  const body = binding.map((entry) => `${indent(entry)},\n`).join("");
  const declared = `export const ${spec.name}: ${caller}<${typeArguments.join(", ")}>`;
  // So that a bundler can leave out unused callers, with everything that they are made from.
  return `${docComment(spec.description)}${declared} = /* @__PURE__ */ ${create}({\n${body}});`;
}

function bind(key: string, local: string): string {
  return key === local ? key : `${key}: ${local}`;
}

/** The spec, with one line per entry, param and tool: only the runtime reads it. */
function specText(spec: EmitAgent["spec"]): string {
  const lines = Object.entries(orderSpec(spec)).map(([key, value]) => {
    if (key !== "params" && key !== "tools") return `${nameText(key)}: ${literalText(value)},`;
    const entries = (value as Json[]).map((entry) => indent(`${literalText(entry)},`));
    return entries.length === 0 ? `${key}: [],` : `${key}: [\n${entries.join("\n")}\n],`;
  });
  return `{\n${indent(lines.join("\n"))}\n}`;
}

function guardText(
  { spec, fields, outputShape }: EmitAgent,
  types: TypeNames,
  project: EmitInput,
  imports: ImportList,
  parts: ImportedParts & { readonly watched: WatchedTools; readonly held: HeldParams },
): string {
  const fresh = imports.type("troupe/runtime", "Fresh");
  const params = new Set(spec.params.map((param) => param.name));
  const others = fields.filter((field) => !params.has(field)).sort();
  // If a schema fills in a param, its field does not say that it may be left out.
  const defaulted = [
    ...spec.params.filter(
      (param) => param.default !== undefined || (param.converts && !param.required),
    ),
    ...(spec.context ?? []).filter(({ hasDefault }) => hasDefault),
  ];
  const watched = [`agent: ${parts.agent}`];
  if (others.length > 0) watched.push(`fields: ${unionOf(others)}`);
  if (spec.params.length > 0) watched.push(`params: ${types.params}`);
  if (types.context !== undefined) watched.push(`context: ${types.context}`);
  if (defaulted.length > 0) watched.push(`defaults: ${unionOf(defaulted.map(({ name }) => name))}`);
  if (parts.held.types.size > 0) watched.push(`held: ${heldText(parts.held, parts.agent)}`);
  if (parts.watched.text !== undefined) watched.push(`tools: ${parts.watched.text}`);
  if (types.output !== undefined && outputShape) {
    watched.push(`output: ${types.output}`, `schema: typeof ${parts.output}`);
  }
  const file = quote(`${project.output}/${fileNameOf(spec.name)}.ts`);
  return `true satisfies ${fresh}<${file}, ${braces(watched, ";")}>;`;
}

function heldText({ types }: HeldParams, agent: string): string {
  const members = [...types].map(
    ([name, text = `${agent}[${quote(name)}]`]) => `${nameText(name)}: ${text}`,
  );
  return braces(members, ";");
}

function unionOf(names: readonly string[]): string {
  return names.map((name) => quote(name)).join(" | ");
}
