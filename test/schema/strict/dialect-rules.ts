import type { Json, JsonObject } from "../../../src/internal/json.js";

/** What breaks the rules that a provider documents for a schema, as sentences. Knows nothing of how it was made. */
export function brokenRules(root: JsonObject, provider: "OpenAI" | "Anthropic"): readonly string[] {
  const broken: string[] = [];
  if (root["type"] !== "object") broken.push("the root is not an object");
  const allowed = new Set(
    provider === "OpenAI"
      ? "type properties required additionalProperties items anyOf enum const $ref $defs description title pattern format multipleOf minimum maximum exclusiveMinimum exclusiveMaximum minItems maxItems".split(
          " ",
        )
      : "type properties required additionalProperties items anyOf enum const $ref $defs description title format minItems".split(
          " ",
        ),
  );
  const visit = (schema: JsonObject, at: string): void => {
    for (const keyword of Object.keys(schema)) {
      if (!allowed.has(keyword)) broken.push(`${at} has ${keyword}`);
    }
    const { type, properties, required, items, anyOf, $ref } = schema;
    if (type === "object" || properties !== undefined) {
      const names = Object.keys(properties as JsonObject);
      if (schema["additionalProperties"] !== false) broken.push(`${at} is open`);
      const missing = names.filter((name) => !(required as string[]).includes(name));
      if (provider === "OpenAI" && missing.length > 0)
        broken.push(`${at} does not require ${missing}`);
      if ((required as string[]).some((name) => !names.includes(name))) {
        broken.push(`${at} requires what it does not declare`);
      }
    }
    if (type === "array" && items === undefined) broken.push(`${at} has no items`);
    if (
      type === undefined &&
      anyOf === undefined &&
      $ref === undefined &&
      schema["enum"] === undefined
    ) {
      broken.push(`${at} has no type`);
    }
    if ($ref !== undefined && !resolves(root, $ref)) broken.push(`${at} refers to nothing`);
    if (provider === "Anthropic" && ($ref === "#" || isRecursive(root, schema))) {
      broken.push(`${at} contains itself`);
    }
    if (provider === "OpenAI" && anyOf !== undefined && sharesFirstKey(root, schema)) {
      broken.push(`${at} has objects that begin with the same key`);
    }
    for (const [name, part] of partsOf(schema)) visit(part, `${at}/${name}`);
  };
  visit(root, "#");
  return broken;
}

function partsOf(schema: JsonObject): [string, JsonObject][] {
  const { properties, items, anyOf, $defs } = schema;
  return [
    ...Object.entries((properties ?? {}) as Record<string, JsonObject>),
    ...Object.entries(($defs ?? {}) as Record<string, JsonObject>),
    ...((anyOf ?? []) as JsonObject[]).map((one, index): [string, JsonObject] => [
      String(index),
      one,
    ]),
    ...(items === undefined ? [] : [["items", items as JsonObject] as [string, JsonObject]]),
  ];
}

/** "Objects provided via 'anyOf' must not share identical first keys", unless literals tell them apart. */
function sharesFirstKey(root: JsonObject, schema: JsonObject): boolean {
  const begins = objectsOf(root, schema).flatMap((one) => {
    const [first] = Object.entries(one["properties"] as Record<string, JsonObject>);
    return first === undefined ? [] : [first];
  });
  return begins.some(([name, property], index) =>
    begins.slice(index + 1).some(([other, another]) => {
      const [values, others] = [property["enum"], another["enum"]];
      const isTold =
        Array.isArray(values) &&
        Array.isArray(others) &&
        !values.some((value) => others.includes(value));
      return name === other && !isTold;
    }),
  );
}

/** The objects that a schema is one of, each once. */
function objectsOf(
  root: JsonObject,
  schema: JsonObject,
  seen = new Set<JsonObject>(),
): JsonObject[] {
  if (seen.has(schema)) return [];
  seen.add(schema);
  const { $ref, anyOf, properties } = schema;
  if (typeof $ref === "string") return objectsOf(root, targetOf(root, $ref), seen);
  if (Array.isArray(anyOf)) {
    return (anyOf as JsonObject[]).flatMap((one) => objectsOf(root, one, seen));
  }
  return properties === undefined ? [] : [schema];
}

function resolves(root: JsonObject, ref: Json): boolean {
  if (ref === "#") return true;
  const name = String(ref).slice("#/$defs/".length);
  return String(ref).startsWith("#/$defs/") && Object.hasOwn((root["$defs"] ?? {}) as object, name);
}

function isRecursive(root: JsonObject, schema: JsonObject): boolean {
  const seen = new Set<JsonObject>();
  const reaches = (one: JsonObject): boolean =>
    partsOf(one)
      .map(([, part]) => part)
      .concat(one["$ref"] === undefined ? [] : [targetOf(root, String(one["$ref"]))])
      .some((part) => {
        if (part === schema) return true;
        if (seen.has(part)) return false;
        seen.add(part);
        return reaches(part);
      });
  return reaches(schema);
}

function targetOf(root: JsonObject, ref: string): JsonObject {
  if (ref === "#") return root;
  return ((root["$defs"] ?? {}) as Record<string, JsonObject>)[ref.slice("#/$defs/".length)] ?? {};
}
