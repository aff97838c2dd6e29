import type { Json } from "../../internal/json.js";
import { docComment } from "./doc-comment.js";
import type { EmitCallable, Emitted } from "./emit-input.js";
import type { ImportList } from "./import-list.js";
import type { ImportedParts } from "./imported-parts.js";
import { indent } from "./layout.js";
import { literalText, nameText } from "./literal-text.js";
import { orderSpec } from "./order-spec.js";
import type { TypeNames } from "./type-names.js";

/** The type of the caller, which `create…` of the runtime makes. */
export function callerType({ kind, spec: { streaming, output, context } }: Emitted): string {
  const prefix = streaming ? "Streaming" : "";
  const live = context ? "Context" : "";
  if (kind === "network") return `${prefix}${live}NetworkCaller`;
  return `${prefix}${output ? "" : "Text"}${live}Caller`;
}

/** The declaration of the caller: what the runtime makes of the spec, the class and the schemas. */
export function callerText(
  emitted: Emitted,
  types: TypeNames,
  imports: ImportList,
  parts: ImportedParts,
): string {
  const runtime = "troupe/runtime";
  const { kind, spec } = emitted;
  const caller = imports.type(runtime, callerType(emitted));
  const create = imports.value(runtime, `create${callerType(emitted)}`);
  const binding = [
    `spec: ${specText(spec)}`,
    bind(kind, parts.agent),
    // Made at the first call, so that importing many agents does not make schemas that are never used.
    `params: () => ${parts.params}`,
    ...(parts.output === undefined ? [] : [bind("output", parts.output)]),
    ...parts.callees,
    bind("config", parts.config),
  ];
  const body = binding.map((entry) => `${indent(entry)},\n`).join("");
  const declared = `export const ${spec.name}: ${caller}<${typeArguments(emitted, types).join(", ")}>`;
  // So that a bundler can leave out unused callers, with everything that they are made from.
  return `${docComment(spec.description)}${declared} = /* @__PURE__ */ ${create}({\n${body}});`;
}

function typeArguments(
  { kind }: Emitted,
  { params, output, context, states, partial, json }: TypeNames,
): readonly string[] {
  // Of the states of a network, the type of its JSON comes after.
  const own = kind === "network" ? (states ?? (json === undefined ? undefined : "{}")) : partial;
  const made = kind === "network" ? (output ?? "string") : output;
  return [params, made, context, own, json].filter((name) => name !== undefined);
}

function bind(key: string, local: string): string {
  return key === local ? key : `${key}: ${local}`;
}

const longLists: ReadonlySet<string> = new Set(["params", "states", "tools"]);

/** The spec, with one line per entry, param, state and tool: only the runtime reads it. */
function specText(spec: EmitCallable["spec"]): string {
  const lines = Object.entries(orderSpec(spec)).map(([key, value]) => {
    if (!longLists.has(key)) return `${nameText(key)}: ${literalText(value)},`;
    const entries = (value as Json[]).map((entry) => indent(`${literalText(entry)},`));
    return entries.length === 0 ? `${key}: [],` : `${key}: [\n${entries.join("\n")}\n],`;
  });
  return `{\n${indent(lines.join("\n"))}\n}`;
}
