import type { OverrideCallback } from "zod-to-json-schema";
import type { $ZodType } from "zod/v4/core";
import type { JsonObject } from "../../internal/json.js";
import { assertBounded } from "./assert-bounded.js";
import { isZodV3, type ZodV3Schema } from "./zod-v3-schema.js";
import { isZodV4 } from "./from-zod-v4.js";
import { inlineRefs } from "./inline-refs.js";
import { overrideZodV3 } from "./override-zod-v3.js";
import { normalizeSchema } from "./normalize-schema.js";
import { findReason } from "./unaskable.js";

/**
 * Where a value comes from: from code, which may give `z.coerce` anything, or from JSON, which must give
 * the resulting type.
 */
export type Giver = "code" | "json";

/**
 * The input of a Zod schema, as its static input type has it (`z.preprocess` and `.catch` accept anything),
 * as JSON Schema (draft 2020-12); `undefined` if JSON Schema cannot express it (`z.date()`, `z.custom()`).
 * @throws {UnaskableError} for a schema that is too large; also throws what a getter of the schema throws
 */
export async function givenSchema(schema: unknown, giver: Giver): Promise<JsonObject | undefined> {
  assertBounded(schema);
  if (isZodV4(schema)) return fromV4(schema, giver);
  return isZodV3(schema) ? fromV3(schema, giver) : undefined;
}

/** The parts of a definition that are read here, in both versions. */
interface Definition {
  readonly type?: unknown;
  readonly typeName?: unknown;
  readonly coerce?: unknown;
  readonly in?: $ZodType;
  readonly effect?: { readonly type: string };
}

async function fromV4(schema: $ZodType, giver: Giver): Promise<JsonObject | undefined> {
  const { toJSONSchema } = await import("./conversion/zod-v4.js");
  const open: string[] = [];
  const unsayable: string[] = [];
  const json = toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
    override({ zodSchema, jsonSchema, path = [] }) {
      const definition = zodSchema._zod.def as Definition;
      const place = `${path.join("/")}/`;
      const replaced = replacementOf(definition, giver);
      if (replaced === undefined) {
        if (findReason(String(definition.type))) unsayable.push(place);
        return;
      }
      open.push(place);
      for (const keyword of Object.keys(jsonSchema)) Reflect.deleteProperty(jsonSchema, keyword);
      Object.assign(jsonSchema, replaced);
    },
  });
  const isSaid = unsayable.every((place) => open.some((outer) => place.startsWith(outer)));
  return isSaid ? normalizeSchema(json as JsonObject, { close: true }) : undefined;
}

async function fromV3(schema: ZodV3Schema, giver: Giver): Promise<JsonObject | undefined> {
  const library = await import("zod-to-json-schema");
  const override = overrideZodV3(library);
  const whole = schema as unknown as Parameters<typeof library.zodToJsonSchema>[0];
  let isSaid = true;
  const converted = library.zodToJsonSchema(whole, {
    $refStrategy: "root",
    effectStrategy: "input",
    pipeStrategy: "input",
    strictUnions: true,
    override(def, ...more): ReturnType<OverrideCallback> {
      const replaced = replacementOf(def as Definition, giver);
      if (replaced !== undefined) return { ...replaced };
      const kind = String((def as Definition).typeName)
        .replace(/^Zod/, "")
        .toLowerCase();
      if (findReason(kind, 3)) isSaid = false;
      return override(def, ...more);
    },
  });
  const json = inlineRefs(converted as JsonObject);
  return isSaid ? normalizeSchema(json, { close: false }) : undefined;
}

/** The replacement for a part whose input differs from its output; `undefined` for any other. */
function replacementOf(definition: Definition, giver: Giver): JsonObject | undefined {
  const { type, typeName, coerce, effect } = definition;
  if (type === "catch" || typeName === "ZodCatch" || type === "transform") return {};
  const isPreprocess = type === "pipe" && definitionOf(definition.in)?.type === "transform";
  if (isPreprocess || effect?.type === "preprocess") return {};
  if (coerce !== true) return undefined;
  if (giver === "code") return {};
  if (type === "date" || typeName === "ZodDate") return { type: "string", format: "date-time" };
  return type === "bigint" || typeName === "ZodBigInt" ? { type: "integer" } : undefined;
}

function definitionOf(schema: $ZodType | undefined): Definition | undefined {
  return schema?._zod.def as Definition | undefined;
}
