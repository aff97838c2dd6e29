import type { Json, JsonObject } from "../../internal/json.js";
import {
  findDefinition,
  isJsonObject,
  readAlternatives,
  readOwn,
  readProperties,
} from "../json-schema.js";
import type { StrictDialect, StrictLimits } from "./dialect.js";
import { measureGrammar } from "./grammar-size.js";

/** A limit of a provider that a schema exceeds. */
export interface Excess {
  /** As a noun phrase: `"30 optional properties"`. */
  readonly what: string;
  readonly most: number;
  /** What to write instead. */
  readonly hint: string;
}

const words: Readonly<Record<keyof StrictLimits, readonly [what: string, hint: string]>> = {
  properties: ["properties", "split it across several agents"],
  depth: [
    "levels of nested objects",
    "nest it less deeply, for example as a list of objects that refer to their parents by id",
  ],
  enumValues: ["enum values", "use z.string() and check it with .refine(…)"],
  characters: [
    "characters in names and literals",
    "shorten them, or use z.string() and .refine(…)",
  ],
  optional: [
    "optional properties",
    "make some of them required, and use an empty value when there is nothing",
  ],
  unions: [
    "unions and nullable values",
    "give some of them one type, and use an empty value when there is nothing",
  ],
};

/** Finds the limits of its provider that a lowered schema exceeds. */
export function findExcess(lowered: JsonObject, dialect: StrictDialect): readonly Excess[] {
  const { limits } = dialect;
  const size: Required<StrictLimits> = { ...measureText(lowered), ...measureGrammar(lowered) };
  const keys = Object.keys(words) as (keyof StrictLimits)[];
  return keys.flatMap((key) => {
    const most = limits[key];
    if (most === undefined || size[key] <= most) return [];
    const [what, hint] = words[key];
    return [{ what: `${size[key]} ${what}`, most, hint }];
  });
}

type TextSize = Required<Omit<StrictLimits, "optional" | "unions">>;

/** Measures the schema as it is written; each definition counts once. */
function measureText(root: JsonObject): TextSize {
  const size = { properties: 0, enumValues: 0, characters: 0 };
  const visit = (schema: JsonObject): void => {
    const values = readOwn(schema, "enum");
    if (Array.isArray(values)) {
      size.enumValues += values.length;
      size.characters += values.reduce((sum: number, value: Json) => sum + String(value).length, 0);
    }
    for (const name of readProperties(schema).keys()) {
      size.properties += 1;
      size.characters += name.length;
    }
    for (const part of partsOf(schema)) visit(part);
  };
  visit(root);
  const definitions = readOwn(root, "$defs");
  for (const [name, definition] of Object.entries(isJsonObject(definitions) ? definitions : {})) {
    size.characters += name.length;
    if (isJsonObject(definition)) visit(definition);
  }
  return { ...size, depth: measureDepth(root, root, new Map()) };
}

/** How many levels of objects are nested; a recursive schema counts once. */
function measureDepth(schema: JsonObject, root: JsonObject, byRef: Map<string, number>): number {
  const ref = readOwn(schema, "$ref");
  if (typeof ref === "string") {
    const known = byRef.get(ref);
    if (known !== undefined) return known;
    byRef.set(ref, 0);
    const target = findDefinition(root, ref);
    const depth = target === undefined ? 0 : measureDepth(target, root, byRef);
    byRef.set(ref, depth);
    return depth;
  }
  const own = readOwn(schema, "type") === "object" ? 1 : 0;
  return own + Math.max(0, ...partsOf(schema).map((part) => measureDepth(part, root, byRef)));
}

function partsOf(schema: JsonObject): readonly JsonObject[] {
  const items = readOwn(schema, "items");
  return [
    ...readAlternatives(schema),
    ...(isJsonObject(items) ? [items] : []),
    ...readProperties(schema).values(),
  ];
}
