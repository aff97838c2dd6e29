import type { $ZodType } from "zod/v4/core";
import type { JsonObject } from "../../internal/json.js";
import { coerced } from "./coerced.js";
import { normalizeSchema } from "./normalize-schema.js";
import type { JsonSchemas } from "./json-schemas.js";
import {
  findReason,
  readablePath,
  stepsOf,
  UnaskableError,
  type Unaskable,
  type UnaskableReason,
} from "./unaskable.js";

/** Whether a value is a schema of Zod 4, mini or not. */
export function isZodV4(value: unknown): value is $ZodType {
  return typeof value === "object" && value !== null && "_zod" in value;
}

/** {@link toJsonSchema} for Zod 4. */
export async function fromZodV4(schema: $ZodType): Promise<JsonSchemas> {
  const input = await convert(schema, "input");
  if (input.unaskable.length > 0) throw new UnaskableError(input.unaskable);
  const output = await convert(schema, "output");
  return {
    input: normalizeSchema(input.json, { close: true }),
    ...(output.unaskable.length === 0 && {
      output: normalizeSchema(output.json, { close: false }),
    }),
  };
}

const patternNames: ReadonlySet<string> = new Set([
  "regex",
  "starts_with",
  "ends_with",
  "includes",
  "lowercase",
  "uppercase",
]);

type Side = "input" | "output";

interface Conversion {
  readonly json: JsonObject;
  readonly unaskable: readonly Unaskable[];
}

async function convert(schema: $ZodType, side: Side): Promise<Conversion> {
  const { globalRegistry, regexes, toJSONSchema } = await import("./conversion/zod-v4.js");
  const ownPatterns = new Set(
    Object.values(regexes).map((value) => (value instanceof RegExp ? value.source : undefined)),
  );
  const unaskable: FoundPart[] = [];
  const dropped = new Set<$ZodType>();
  const metadata = {
    get: (part: $ZodType) => annotationsOf(readMeta(part) ?? globalRegistry.get(part), side),
  };
  const json = toJSONSchema(schema, {
    io: side,
    // Zod would throw at the first one, without its place. This collects all, including those that Zod lets
    // pass (a file becomes a string, a promise its result).
    unrepresentable: "any",
    metadata: metadata as unknown as typeof globalRegistry,
    override({ zodSchema, jsonSchema, path }) {
      // Zod's own pattern adds nothing to the format, and providers reject its lookaheads.
      const isOwn = ownPatterns.has(jsonSchema.pattern) || jsonSchema.format === "date-time";
      if (jsonSchema.format !== undefined && isOwn) delete jsonSchema.pattern;
      // Zod's name for an author's pattern is not a known format.
      if (patternNames.has(String(jsonSchema.format))) delete jsonSchema.format;
      for (const member of dropUndefined(zodSchema, jsonSchema)) dropped.add(member);
      const text = side === "input" ? textFor(zodSchema) : undefined;
      if (text !== undefined) {
        Object.assign(jsonSchema, text.json);
        dropped.add(text.schema);
      }
      const reason = findUnaskable(zodSchema, side);
      if (reason === undefined) return;
      // A schema that only accepts undefined. Whether it may be absent is decided after the conversion.
      if (isUndefined(zodSchema)) Object.assign(jsonSchema, { not: {} });
      // Versions before 4.1 give no path.
      unaskable.push({ schema: zodSchema, path: path ?? [], reason });
    },
  });
  const found = unaskable
    .filter(({ schema, path }) => !dropped.has(schema) && !isAbsent(schema, path, json))
    .map(({ path, reason }) => ({ path: readablePath(path), steps: stepsOf(path), ...reason }));
  // Zod visits the parts from the last to the first.
  return { json: json as JsonObject, unaskable: found.toReversed() };
}

/** A part that Zod visited, with its place in the JSON Schema. */
interface FoundPart {
  readonly schema: $ZodType;
  readonly path: readonly PropertyKey[];
  readonly reason: UnaskableReason;
}

type Def = Readonly<Record<string, unknown>> & { readonly type: string };

function defOf(schema: $ZodType): Def {
  return schema._zod.def as unknown as Def;
}

function isUndefined(schema: unknown): boolean {
  return isZodV4(schema) && ["undefined", "void"].includes(defOf(schema).type);
}

/**
 * Removes undefined from a union, because JSON has no such value: a model leaves the property out, or gives
 * another member. Returns the removed schemas.
 */
function dropUndefined(schema: $ZodType, json: Record<string, unknown>): readonly $ZodType[] {
  const { type, options } = defOf(schema);
  if (type !== "union" || !Array.isArray(options)) return [];
  const gone = options.filter((option): option is $ZodType => isUndefined(option));
  if (gone.length === 0 || gone.length === options.length) return [];
  for (const keyword of ["anyOf", "oneOf"]) {
    const members = json[keyword];
    if (!Array.isArray(members)) continue;
    const kept = members.filter((_, index) => !isUndefined(options[index]));
    delete json[keyword];
    Object.assign(json, kept.length === 1 ? kept[0] : { [keyword]: kept });
  }
  return gone;
}

/**
 * The text that a model is asked for if a schema converts its input to a date or a bigint:
 * `z.coerce.date()`, `z.coerce.bigint()`, and a date behind `z.preprocess()`.
 */
function textFor(
  schema: $ZodType,
): { readonly schema: $ZodType; readonly json: JsonObject } | undefined {
  const def = defOf(schema);
  if (def["coerce"] === true && Object.hasOwn(coerced, def.type)) {
    return { schema, json: coerced[def.type] ?? {} };
  }
  const { in: from, out: made } = def;
  if (def.type !== "pipe" || !isZodV4(from) || !isZodV4(made)) return undefined;
  const isPreprocessed = defOf(from).type === "transform" && defOf(made).type === "date";
  return isPreprocessed ? { schema: made, json: coerced["date"] ?? {} } : undefined;
}

/** Whether a property that can only be absent is optional. */
function isAbsent(schema: $ZodType, path: readonly PropertyKey[], root: unknown): boolean {
  const name = path.at(-1);
  if (!isUndefined(schema) || path.at(-2) !== "properties" || name === undefined) return false;
  let owner: unknown = root;
  for (const key of path.slice(0, -2)) owner = Reflect.get(Object(owner), key);
  const required: unknown = Reflect.get(Object(owner), "required");
  return !Array.isArray(required) || !required.includes(name);
}

function findUnaskable(schema: $ZodType, side: Side): UnaskableReason | undefined {
  const def = schema._zod.def as { readonly type: string; readonly values?: readonly unknown[] };
  // A schema may have its own JSON Schema, which says nothing about its TypeScript type.
  if (schema._zod.toJSONSchema) return side === "output" ? findReason("custom") : undefined;
  if (def.type !== "literal") return findReason(def.type);
  const odd = def.values?.find((value) => value === undefined || typeof value === "bigint");
  return def.values?.includes(undefined) || odd !== undefined ? findReason(typeof odd) : undefined;
}

/**
 * The metadata of `.describe()` and `.meta()`. Reads the schema first, because before 4.1 the project's
 * copy of Zod has its own registry.
 */
function readMeta(schema: $ZodType): Record<string, unknown> | undefined {
  const meta: unknown = Reflect.get(schema, "meta");
  if (typeof meta !== "function") return undefined;
  const value: unknown = meta.call(schema);
  return typeof value === "object" && value !== null ? { ...value } : undefined;
}

const annotations = new Set(["title", "description", "examples", "deprecated"]);

/**
 * `id` is left out, because it would move a schema to `$defs` and fail for two with the same name. For the
 * output, which becomes a TypeScript type, a keyword written by hand must not change the shape.
 */
function annotationsOf(
  meta: Record<string, unknown> | undefined,
  side: Side,
): Record<string, unknown> | undefined {
  if (!meta) return undefined;
  const kept = Object.entries(meta).filter(
    ([key]) => key !== "id" && (side === "input" || annotations.has(key)),
  );
  return Object.fromEntries(kept);
}
