import type { Json, JsonObject } from "../../internal/json.js";
import type { ParamSpec } from "../../manifest/manifest.js";

const formats: ReadonlyMap<string, string> = new Map([
  ["date", "a date as 2026-01-31"],
  ["date-time", "a date and time as 2026-01-31T09:30:00Z"],
  ["email", "an email address"],
  ["ipv4", "an IPv4 address"],
  ["ipv6", "an IPv6 address"],
  ["time", "a time as 09:30:00"],
  ["uri", "a URL"],
  ["url", "a URL"],
  ["uuid", "a UUID"],
]);

/**
 * The constraints on a param beyond its type, as a sentence: `At least 1, at most 10, whole.`
 * @param schema JSON Schema of the param, which contains the constraints of a Zod schema
 */
export function constraintsComment(param: ParamSpec, schema: JsonObject): string | undefined {
  const facts = param.zod ? factsOf(schema) : constraintFacts(param);
  const sentence = [...new Set(facts)].join(", ");
  return sentence === "" ? undefined : `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

/** The constraints of a param, each in words: `at least 1`. */
export function constraintFacts({ type, constraints = {} }: ParamSpec): string[] {
  const { min, max, int, minLength, maxLength, pattern, format } = constraints;
  const members = type.kind === "union" ? type.members : [type];
  const noun = members.some(({ kind }) => kind === "array") ? "element" : "character";
  return [
    ...bound("at least", min),
    ...bound("at most", max),
    ...(int === true ? ["whole"] : []),
    ...count("at least", minLength, noun),
    ...count("at most", maxLength, noun),
    ...textFacts(format, pattern),
  ];
}

/** The constraints of a schema and of its alternatives. Parts within it have their own comments. */
function factsOf(schema: JsonObject): string[] {
  const alternatives = [schema["anyOf"], schema["oneOf"], schema["allOf"]].flatMap(membersOf);
  const isList = schema["prefixItems"] === undefined;
  return [
    ...bound("at least", schema["minimum"]),
    ...bound("above", schema["exclusiveMinimum"]),
    ...bound("at most", schema["maximum"]),
    ...bound("below", schema["exclusiveMaximum"]),
    ...bound("a multiple of", schema["multipleOf"]),
    ...(schema["type"] === "integer" ? ["whole"] : []),
    ...count("at least", schema["minLength"], "character"),
    ...count("at most", schema["maxLength"], "character"),
    ...(isList ? count("at least", schema["minItems"], "element") : []),
    ...(isList ? count("at most", schema["maxItems"], "element") : []),
    ...textFacts(schema["format"], schema["pattern"]),
    ...alternatives.flatMap(factsOf),
  ];
}

function membersOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonObject[]) : [];
}

function bound(words: string, value: Json | undefined): string[] {
  return typeof value === "number" ? [`${words} ${value}`] : [];
}

function count(words: string, value: Json | undefined, noun: string): string[] {
  return typeof value === "number" ? [`${words} ${value} ${noun}${value === 1 ? "" : "s"}`] : [];
}

function textFacts(format: Json | undefined, pattern: Json | undefined): string[] {
  if (typeof format === "string") return [formats.get(format) ?? `in the format ${format}`];
  return typeof pattern === "string" ? [`matching /${pattern}/`] : [];
}
