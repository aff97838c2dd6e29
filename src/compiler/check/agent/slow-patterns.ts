import type { Json, JsonObject } from "../../../internal/json.js";
import { isJsonObject } from "../../../schema/json-schema.js";
import type { Diagnostic, Span } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import type { LinkedCallable, LinkedParam } from "../../program/linked-callable.js";
import { mayExplode } from "./may-explode.js";
import { propertySpan } from "../spans/property-span.js";
import type { Rule } from "../../program/rule.js";

/** Patterns check what callers and models write, so none may take seconds. */
export const checkSlowPatterns: Rule = ({ callables, agents }) => [
  ...callables.flatMap((callable) => [
    ...callable.params.flatMap((param) => ofParam(callable, param)),
    ...(callable.output ? ofSchema(callable.output.input, callable.output.span) : []),
  ]),
  ...agents.flatMap(({ tools }) => tools.flatMap(({ schema, span }) => ofSchema(schema, span))),
];

function ofParam({ paramsSchema }: LinkedCallable, param: LinkedParam): Diagnostic[] {
  const { name, constraints, paramSpan } = param;
  if (typeof constraints?.pattern === "string") {
    return warn([constraints.pattern], propertySpan(paramSpan, ["pattern"]));
  }
  // The pattern of a template literal type is generated, not the author's.
  if (param.fingerprint === undefined) return [];
  const properties = paramsSchema["properties"];
  return ofSchema(isJsonObject(properties) ? properties[name] : undefined, paramSpan);
}

function ofSchema(schema: Json | undefined, span: Span): Diagnostic[] {
  return warn([...new Set(patternsIn(schema))], span);
}

function warn(patterns: readonly string[], span: Span): Diagnostic[] {
  return patterns
    .filter(mayExplode)
    .map((pattern) => report("schema/slow-pattern", span, { pattern: shorten(pattern) }));
}

function patternsIn(schema: Json | undefined): string[] {
  if (Array.isArray(schema)) return schema.flatMap(patternsIn);
  if (!isJsonObject(schema)) return [];
  const own = ownPattern(schema);
  const inner = Object.entries(schema).flatMap(([key, part]) =>
    literals.has(key) ? [] : patternsIn(part),
  );
  return own === undefined ? inner : [own, ...inner];
}

/** Patterns of formats are Zod's own. */
function ownPattern({ pattern, format, contentEncoding }: JsonObject): string | undefined {
  const isOwn = format === undefined && contentEncoding === undefined;
  return isOwn && typeof pattern === "string" ? pattern : undefined;
}

/** Keywords whose values are not schemas. */
const literals: ReadonlySet<string> = new Set(["const", "default", "enum", "examples", "required"]);

function shorten(pattern: string): string {
  return pattern.length > 80 ? `${pattern.slice(0, 80)}…` : pattern;
}
