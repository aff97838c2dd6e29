import type { $ZodType } from "zod/v4/core";
import type { JsonObject } from "../../internal/json.js";
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

type Side = "input" | "output";

interface Conversion {
  readonly json: JsonObject;
  readonly unaskable: readonly Unaskable[];
}

async function convert(schema: $ZodType, side: Side): Promise<Conversion> {
  const { globalRegistry, regexes, toJSONSchema } = await import("zod/v4");
  const ownPatterns = new Set(
    Object.values(regexes).map((value) => (value instanceof RegExp ? value.source : undefined)),
  );
  const unaskable: Unaskable[] = [];
  const metadata = {
    get: (part: $ZodType) => annotationsOf(readMeta(part) ?? globalRegistry.get(part), side),
  };
  const json = toJSONSchema(schema, {
    io: side,
    // Zod throws at the first one, without its place; here all are collected, and what Zod itself
    // lets pass (a file becomes a string, a promise what it resolves to) with them.
    unrepresentable: "any",
    metadata: metadata as unknown as typeof globalRegistry,
    override({ zodSchema, jsonSchema, path }) {
      // Beside its format, Zod's own pattern says nothing new, and providers refuse its lookaheads.
      const isOwn = ownPatterns.has(jsonSchema.pattern) || jsonSchema.format === "date-time";
      if (jsonSchema.format !== undefined && isOwn) delete jsonSchema.pattern;
      const reason = findUnaskable(zodSchema, side);
      if (reason === undefined) return;
      // Versions before 4.1 do not say the path.
      unaskable.push({ path: readablePath(path ?? []), steps: stepsOf(path ?? []), ...reason });
    },
  });
  // Zod comes to the parts from the last to the first.
  return { json: json as JsonObject, unaskable: unaskable.toReversed() };
}

function findUnaskable(schema: $ZodType, side: Side): UnaskableReason | undefined {
  const def = schema._zod.def as { readonly type: string; readonly values?: readonly unknown[] };
  // A schema may bring its own JSON Schema, and that says nothing of its TypeScript type.
  if (schema._zod.toJSONSchema) return side === "output" ? findReason("custom") : undefined;
  if (def.type !== "literal") return findReason(def.type);
  const odd = def.values?.find((value) => value === undefined || typeof value === "bigint");
  return def.values?.includes(undefined) || odd !== undefined ? findReason(typeof odd) : undefined;
}

/**
 * What `.describe()` and `.meta()` recorded. Asked of the schema first: before 4.1 the project's
 * copy of Zod has a registry of its own.
 */
function readMeta(schema: $ZodType): Record<string, unknown> | undefined {
  const meta: unknown = Reflect.get(schema, "meta");
  if (typeof meta !== "function") return undefined;
  const value: unknown = meta.call(schema);
  return typeof value === "object" && value !== null ? { ...value } : undefined;
}

const annotations = new Set(["title", "description", "examples", "deprecated"]);

/**
 * `id` would move a schema to `$defs` and fail for two of one name, so it is left out. On the output
 * side, which becomes a TypeScript type, a keyword written by hand must not change the shape.
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
