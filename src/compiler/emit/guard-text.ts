import type { Emitted, EmitInput, EmitNetwork } from "./emit-input.js";
import { fileNameOf } from "./file-name.js";
import type { HeldParams } from "./held-params.js";
import type { ImportList } from "./import-list.js";
import type { ImportedParts } from "./imported-parts.js";
import { braces } from "./layout.js";
import { nameText } from "./literal-text.js";
import { quote } from "./source-text.js";
import type { WatchedTools } from "./tools-text.js";
import type { TypeNames } from "./type-names.js";

/** The statement that makes tsc fail when the module is stale. */
export function guardText(
  emitted: Emitted,
  types: TypeNames,
  project: EmitInput,
  imports: ImportList,
  parts: ImportedParts & { readonly watched: WatchedTools; readonly held: HeldParams },
): string {
  const { kind, spec, fields, outputShape } = emitted;
  const fresh = imports.type("troupe/runtime", "Fresh");
  const states = kind === "network" ? (emitted.spec.states ?? []) : [];
  const generated = new Set([...spec.params, ...states].map(({ name }) => name));
  const others = fields.filter((field) => !generated.has(field)).sort();
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
  if (types.states !== undefined) watched.push(`states: ${types.states}`);
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

/** The statement that makes tsc fail when `run` of a network returns what its schema does not take. */
export function returnsText(
  { spec }: EmitNetwork,
  imports: ImportList,
  { agent, output }: ImportedParts,
): string {
  const returns = imports.type("troupe/runtime", "Returns");
  const schema = output === undefined ? "" : `, typeof ${output}`;
  return `true satisfies ${returns}<${quote(spec.className)}, ${agent}${schema}>;`;
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
