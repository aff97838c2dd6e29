import type { Json } from "../../internal/json.js";
import { docComment } from "./doc-comment.js";
import type { EmitCallable } from "./emit-input.js";
import type { ImportList } from "./import-list.js";
import type { ImportedParts } from "./imported-parts.js";
import { indent } from "./layout.js";
import { literalText, nameText } from "./literal-text.js";
import { orderSpec } from "./order-spec.js";
import type { TypeNames } from "./type-names.js";

/** The type of the caller, which `create…` of the runtime makes. */
export function callerType({ streaming, output, context }: EmitCallable["spec"]): string {
  return `${streaming ? "Streaming" : ""}${output ? "" : "Text"}${context ? "Context" : ""}Caller`;
}

/** The declaration of the caller: what the runtime makes of the spec, the class and the schemas. */
export function callerText(
  { spec }: EmitCallable,
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
function specText(spec: EmitCallable["spec"]): string {
  const lines = Object.entries(orderSpec(spec)).map(([key, value]) => {
    if (key !== "params" && key !== "tools") return `${nameText(key)}: ${literalText(value)},`;
    const entries = (value as Json[]).map((entry) => indent(`${literalText(entry)},`));
    return entries.length === 0 ? `${key}: [],` : `${key}: [\n${entries.join("\n")}\n],`;
  });
  return `{\n${indent(lines.join("\n"))}\n}`;
}
