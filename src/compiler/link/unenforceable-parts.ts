import type { JsonObject } from "../../internal/json.js";
import type { StrictDialect } from "../../schema/strict/dialect.js";
import { anyKey, type Unenforceable } from "../../schema/strict/find-unenforceable.js";
import type { UnenforceablePart } from "../program/schema-faults.js";
import { toStrict } from "../../schema/strict/strict-schema-of.js";

/** The parts that at least one of the dialects does not enforce, without duplicates. */
export function unenforceableParts(
  schema: JsonObject,
  dialects: readonly StrictDialect[],
): readonly UnenforceablePart[] {
  const parts = dialects.flatMap((dialect) => toStrict(schema, dialect).unenforceable);
  const distinct = new Map(parts.map((part) => [`${part.path.join(".")} ${part.reason}`, part]));
  return [...distinct.values()].map(({ path, reason, hint }) => ({
    path,
    place: path.length === 0 ? "" : ` at "${readableSteps(path)}"`,
    reason,
    hint,
  }));
}

/** Property names, and 0 for the elements of an array, as an author reads them: `items[].tags[key]`. */
function readableSteps(path: Unenforceable["path"]): string {
  let text = "";
  for (const step of path) {
    if (typeof step === "number") text += step === 0 ? "[]" : `[${step}]`;
    else if (step === anyKey) text += "[key]";
    else text += text === "" ? step : `.${step}`;
  }
  return text;
}
