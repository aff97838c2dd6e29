import type { JsonObject } from "../internal/json.js";
import { readOwn } from "../schema/json-schema.js";
import type { Bound, NumberMember, StringMember } from "./shape.js";

/** Reads a text in JSON Schema, with its constraints. */
export function readStringMember(schema: JsonObject, other: string): StringMember {
  const pattern = readOwn(schema, "pattern");
  const format = readOwn(schema, "format");
  return {
    kind: "string",
    minLength: readNumber(schema, "minLength") ?? 0,
    maxLength: readNumber(schema, "maxLength") ?? Infinity,
    ...(typeof pattern === "string" && { pattern }),
    ...(typeof format === "string" && { format }),
    other,
  };
}

/** Reads a number in JSON Schema, with its constraints. */
export function readNumberMember(schema: JsonObject, int: boolean, other: string): NumberMember {
  const multipleOf = readNumber(schema, "multipleOf");
  return {
    kind: "number",
    int,
    least: readBound(schema, "minimum", "exclusiveMinimum", Math.max) ?? {
      value: -Infinity,
      exclusive: false,
    },
    most: readBound(schema, "maximum", "exclusiveMaximum", Math.min) ?? {
      value: Infinity,
      exclusive: false,
    },
    ...(multipleOf !== undefined && { multipleOf }),
    other,
  };
}

/** @param tighter gives the bound that counts, if a schema has two */
function readBound(
  schema: JsonObject,
  inclusive: string,
  exclusive: string,
  tighter: (a: number, b: number) => number,
): Bound | undefined {
  const reached = readNumber(schema, inclusive);
  const beyond = readNumber(schema, exclusive);
  if (beyond === undefined)
    return reached === undefined ? undefined : { value: reached, exclusive: false };
  if (reached === undefined || tighter(reached, beyond) === beyond) {
    return { value: beyond, exclusive: true };
  }
  return { value: reached, exclusive: false };
}

function readNumber(schema: JsonObject, keyword: string): number | undefined {
  const value = readOwn(schema, keyword);
  return typeof value === "number" ? value : undefined;
}
