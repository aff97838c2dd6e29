import { hashText } from "../../internal/hash-text.js";
import type { JsonObject } from "../../internal/json.js";
import type { LoweredSchema } from "../../model/lowered-schema.js";
import { normalizeSchema } from "../zod/normalize-schema.js";
import type { StrictDialect } from "./dialect.js";
import { planRestore } from "./plan-restore.js";
import { toStrict, type FrozenSchema } from "./strict-schema-of.js";

/** The parts of a schema that a build makes in advance. */
export type Frozen = Required<Pick<FrozenSchema, "lowered">> & Pick<FrozenSchema, "restore">;

/**
 * Lowers an author's schema in advance for these dialects. Dialects with the same result share it, and a
 * result equal to the author's schema is left out.
 */
export function freezeSchema(schema: JsonObject, dialects: readonly StrictDialect[]): Frozen {
  const byText = new Map<string, LoweredSchema>();
  const author = JSON.stringify(schema);
  for (const dialect of dialects) {
    const strict = toStrict(schema, dialect);
    const ordered = normalizeSchema(strict.schema, { close: false });
    // Not canonical JSON, because the model writes properties in their order.
    const text = JSON.stringify(ordered);
    const key = `${strict.enforced} ${text}`;
    byText.set(key, {
      dialects: [...(byText.get(key)?.dialects ?? []), dialect.name],
      hash: hashText(text),
      ...(!strict.enforced && { enforced: false as const }),
      ...(text !== author && { schema: ordered }),
    });
  }
  const restore = planRestore(schema);
  return { lowered: [...byText.values()], ...(restore && { restore }) };
}
