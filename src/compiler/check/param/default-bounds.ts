import { z } from "zod/v4";
import type { ZodSchema } from "../../../dsl/zod-schema.js";
import type { Json } from "../../../internal/json.js";
import type { ParamConstraints, StringFormat } from "../../../manifest/manifest.js";
import { hasAsyncPart } from "../../../schema/zod/has-async-part.js";
import { report } from "../../diagnostics/report.js";
import { defaultPatience, watch } from "../../evaluate/watchdog.js";
import type { LinkedParam } from "../../program/linked-callable.js";
import { isAsyncFor } from "./async-params.js";
import type { Rule } from "../../program/rule.js";

/** A default satisfies the constraints, or the Zod schema, that every other value must satisfy. */
export const checkDefaultBounds: Rule = ({ callables }) =>
  callables.flatMap(({ declaration, params }) =>
    params.flatMap((param) => {
      const { name, default: value, initializer, converts } = param;
      // The field's initial value is the schema's output, not its input.
      if (value === undefined || converts) return [];
      const reason = brokenIn(declaration.file, param, value);
      if (reason === undefined) return [];
      return [report("param/default-out-of-bounds", initializer, { name, reason })];
    }),
  );

function brokenIn(
  file: string,
  { constraints = {}, schema }: LinkedParam,
  value: Json,
): string | undefined {
  if (schema === undefined && constraints.pattern === undefined) {
    return brokenBy(value, constraints);
  }
  // Another rule reports it.
  if (schema && (hasAsyncPart(schema) || isAsyncFor(schema, value, file))) return undefined;
  // A pattern or a schema of the project may never finish.
  const unwatch = watch("checking the defaults of", file, defaultPatience);
  try {
    return schema ? brokenBySchema(value, schema) : brokenBy(value, constraints);
  } finally {
    unwatch();
  }
}

function brokenBy(value: Json, constraints: ParamConstraints): string | undefined {
  if (typeof value === "number") return numberBrokenBy(value, constraints);
  if (typeof value === "string") {
    return lengthBrokenBy(value.length, constraints) ?? textBrokenBy(value, constraints);
  }
  return Array.isArray(value) ? lengthBrokenBy(value.length, constraints) : undefined;
}

function numberBrokenBy(value: number, { min, max, int }: ParamConstraints): string | undefined {
  if (min !== undefined && value < min) return `${value} is less than min (${min})`;
  if (max !== undefined && value > max) return `${value} is more than max (${max})`;
  return int === true && !Number.isInteger(value) ? `${value} is not a whole number` : undefined;
}

function lengthBrokenBy(
  length: number,
  { minLength, maxLength }: ParamConstraints,
): string | undefined {
  if (minLength !== undefined && length < minLength) {
    return `its length (${length}) is less than minLength (${minLength})`;
  }
  return maxLength !== undefined && length > maxLength
    ? `its length (${length}) is more than maxLength (${maxLength})`
    : undefined;
}

function textBrokenBy(value: string, { pattern, format }: ParamConstraints): string | undefined {
  const shown = JSON.stringify(value);
  if (pattern !== undefined && matches(value, pattern) === false) {
    return `${shown} does not match ${JSON.stringify(pattern)}`;
  }
  const schema = format === undefined ? undefined : formats[format];
  return schema && !schema.safeParse(value).success
    ? `${shown} is not a valid ${format}`
    : undefined;
}

function matches(value: string, pattern: string): boolean | undefined {
  try {
    return new RegExp(pattern, "u").test(value);
  } catch {
    // Another rule reports that it is not a regular expression.
    return undefined;
  }
}

/** What the generated validator checks of each format. */
export const formats: Record<StringFormat, ZodSchema> = {
  email: z.email(),
  url: z.url(),
  uuid: z.uuid(),
  date: z.iso.date(),
  "date-time": z.iso.datetime({ offset: true }),
  time: z.iso.time(),
  ipv4: z.ipv4(),
  ipv6: z.ipv6(),
};

function brokenBySchema(value: Json, schema: ZodSchema): string | undefined {
  try {
    const result = schema.safeParse(value);
    return result.success
      ? undefined
      : result.error.issues.map(({ message }) => message).join("; ");
  } catch {
    // The check throws; the runtime reports that when the agent is called.
    return undefined;
  }
}
