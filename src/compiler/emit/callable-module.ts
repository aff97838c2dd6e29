import { callerText, callerType } from "./caller-text.js";
import type { EmitCallable, Emitted, EmitInput } from "./emit-input.js";
import { contextGuards, contextText } from "./context-text.js";
import { ImportList } from "./import-list.js";
import { projectSpecifier } from "./project-specifier.js";
import { generatedHeader, unformatted } from "./source-text.js";
import type { ImportedParts } from "./imported-parts.js";
import { ownRoot, type OwnPlace } from "./own-place.js";
import { guardText, returnsText } from "./guard-text.js";
import { heldParams } from "./held-params.js";
import { declareParams, paramsSchema } from "./params-text.js";
import { declareSchema, type DeclaredType } from "./schema-text.js";
import { memberBindings } from "./members-text.js";
import { declareStates } from "./states-text.js";
import { toolBindings, watchTools } from "./tools-text.js";
import { typeNamesOf, type TypeNames } from "./type-names.js";
import type { ValidatorNames } from "./zod-text.js";

/**
 * The text of the module of an agent or a network: its types, its caller, and the guard that makes tsc fail when
 * it is stale.
 */
export function callableModule(emitted: Emitted, project: EmitInput): string {
  const { kind, spec } = emitted;
  const types = typeNamesOf(emitted);
  const params = declareParams(emitted, types.params);
  const states = kind === "network" ? declareStates(spec.states ?? [], types.states) : [];
  const tools = kind === "agent" ? (emitted.toolInputs ?? []) : [];
  const watched = watchTools(tools, `${types.params}Of`);
  const held = heldParams(spec, `${types.params}Held`);
  const imports = new ImportList([
    ...declaredNames(emitted, types),
    ...[...params, ...states, ...watched.declared, ...held.declared].map((type) => type.name),
  ]);
  const parts = importParts(emitted, project, imports);
  const shapes = declareShapes(emitted, types, imports, parts);
  const outputText = liveOutput(emitted, types, imports, parts);
  const declarations = [
    ...[...params, ...states].map((type) => type.text),
    ...contextTexts(spec, types, parts),
    ...(outputText === undefined ? [] : [outputText]),
    ...shapes.map((type) => type.text),
    callerText(emitted, types, imports, parts),
    ...[...watched.declared, ...held.declared].map((type) => type.text),
    guardText(emitted, types, project, imports, { ...parts, watched, held }),
    ...(kind === "network"
      ? [returnsText(emitted, imports, parts)]
      : contextGuards(emitted, types.context, project, imports)),
  ];
  const unformattedAll = (texts: readonly string[]) => texts.map((text) => unformatted + text);
  const head = unformattedAll(imports.declarations()).join("\n");
  const body = unformattedAll(declarations).join("\n\n");
  return `${generatedHeader(spec.source)}\n${head}\n\n${body}\n`;
}

function importParts(emitted: Emitted, project: EmitInput, imports: ImportList): ImportedParts {
  const { spec } = emitted;
  const runtime = "troupe/runtime";
  const caller = callerType(emitted);
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
    callees: [
      ...(emitted.kind === "agent" ? toolBindings(emitted, project, names, imports) : []),
      ...memberBindings(emitted, project, imports),
    ],
  };
}

function contextTexts(
  { context = [] }: EmitCallable["spec"],
  types: TypeNames,
  { agent }: ImportedParts,
): readonly string[] {
  return types.context === undefined ? [] : [contextText(types.context, context, agent)];
}

/** The names that the module declares, which no import may have. */
function declaredNames(emitted: EmitCallable, types: TypeNames): readonly string[] {
  const shapes = [...declareOutput(emitted, types), ...declareJson(emitted, types)];
  return [emitted.spec.name, types.params, types.context, types.output, types.partial, types.json]
    .filter((name) => name !== undefined)
    .concat(shapes.map((type) => type.name));
}

function declareShapes(
  emitted: EmitCallable,
  types: TypeNames,
  imports: ImportList,
  parts: ImportedParts,
): readonly DeclaredType[] {
  const { ownTypes = [] } = emitted;
  const own = ownTypes.length === 0 ? undefined : ownRoot(ownOutput(imports, parts), ownTypes);
  return [...declareOutput(emitted, types, own), ...declareJson(emitted, types)];
}

function declareOutput(
  { outputShape }: EmitCallable,
  { output }: TypeNames,
  own?: OwnPlace,
): readonly DeclaredType[] {
  if (output === undefined || !outputShape) return [];
  return declareSchema({ schema: outputShape, name: output, comment: "", partial: false, own });
}

/** The type of the JSON that the schema takes. */
function declareJson(
  { spec }: EmitCallable,
  { partial, json }: TypeNames,
): readonly DeclaredType[] {
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
  emitted: EmitCallable,
  types: TypeNames,
  imports: ImportList,
  parts: ImportedParts,
): string | undefined {
  if (types.output === undefined || emitted.outputShape) return undefined;
  const own = ownOutput(imports, parts);
  // An interface if possible, because an editor then shows its name instead of the whole schema.
  return emitted.outputIsObject
    ? `export interface ${types.output} extends ${own} {}`
    : `export type ${types.output} = ${own};`;
}
