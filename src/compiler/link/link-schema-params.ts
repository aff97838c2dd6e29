import { canonicalJson } from "../../internal/canonical-json.js";
import type { TypeNode } from "../../manifest/type-node.js";
import { holdsDate } from "../../manifest/holds-date.js";
import { fingerprintSchema } from "../../schema/zod/fingerprint-schema.js";
import { givenSchema } from "../../schema/zod/given-schema.js";
import { takesAbsence } from "../../schema/zod/takes-absence.js";
import { toJsonSchema } from "../../schema/zod/to-json-schema.js";
import { report } from "../diagnostics/report.js";
import type { LinkedParam } from "../program/linked-callable.js";
import { typeOfSchema } from "./type-of-schema.js";

/**
 * Fills in the types of params with Zod schemas: a caller gives a schema's input, and the class has its
 * output. If both are the same, the type of the field is used, as the author wrote it.
 */
export function linkSchemaParams(params: readonly LinkedParam[]): Promise<readonly LinkedParam[]> {
  return Promise.all(
    params.map(async (param) => {
      try {
        return param.schema === undefined ? param : await linkSchema(param, param.schema);
      } catch {
        // A getter of the schema throws; the conversion to JSON Schema reports it.
        return param;
      }
    }),
  );
}

async function linkSchema(
  param: LinkedParam,
  schema: NonNullable<LinkedParam["schema"]>,
): Promise<LinkedParam> {
  const given = await givenSchema(schema, "code");
  const linked = { ...param, fingerprint: fingerprintSchema(schema) };
  if (given === undefined) return refuseDates(linked);
  const type = typeOfSchema(given);
  const mayLack = takesAbsence(schema);
  const isSame = !mayLack && isSameType(type, await madeType(schema));
  if (isSame && param.type !== undefined) return linked;
  const wire = await givenSchema(schema, "json");
  const json = wire && typeOfSchema(wire);
  return {
    ...linked,
    type,
    ...(json && !isSameType(json, type) && { json }),
    converts: true,
    ...(mayLack && { mayLack: true }),
    // The field's value need not be JSON.
    diagnostics: param.diagnostics.filter(({ code }) => !code.startsWith("type/")),
  };
}

async function madeType(schema: unknown): Promise<TypeNode | undefined> {
  try {
    const { output } = await toJsonSchema(schema);
    return output && typeOfSchema(output);
  } catch {
    return undefined;
  }
}

function isSameType(one: TypeNode, other: TypeNode | undefined): boolean {
  return (
    other !== undefined && canonicalJson(undescribed(one)) === canonicalJson(undescribed(other))
  );
}

function undescribed(type: TypeNode): TypeNode {
  return JSON.parse(
    JSON.stringify(type, (key, value: unknown) => (key === "description" ? undefined : value)),
  ) as TypeNode;
}

/** `z.date()` accepts no text, and a caller other than code can only give text. */
function refuseDates(param: LinkedParam): LinkedParam {
  if (param.type === undefined || !holdsDate(param.type)) return param;
  const values = {
    what: "a Date, because the schema accepts nothing else",
    remedy: "Write @param() without a schema, or z.coerce.date().",
    where: "",
  };
  const diagnostic = report("type/not-json", param.paramSpan, values);
  return { ...param, diagnostics: [...param.diagnostics, diagnostic] };
}
