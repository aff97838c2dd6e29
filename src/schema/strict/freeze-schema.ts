import { hashText } from "../../internal/hash-text.js";
import type { JsonObject } from "../../internal/json.js";
import type { LoweredSchema } from "../../model/lowered-schema.js";
import { normalizeSchema } from "../zod/normalize-schema.js";
import type { StrictDialect } from "./dialect.js";
import { planRestore } from "./plan-restore.js";
import { toStrict, type FrozenSchema } from "./strict-schema-of.js";

/** What a build keeps of a schema. */
export type Frozen = Required<Pick<FrozenSchema, "lowered">> & Pick<FrozenSchema, "restore">;

/**
 * Makes in advance what an author's schema needs in these dialects. Those that come to the same share
 * it, and one that comes to the author's own schema takes no room.
 */
export function freezeSchema(schema: JsonObject, dialects: readonly StrictDialect[]): Frozen {
  const byText = new Map<string, LoweredSchema>();
  const author = JSON.stringify(schema);
  for (const dialect of dialects) {
    const strict = toStrict(schema, dialect);
    const ordered = normalizeSchema(strict.schema, { close: false });
    // Not in its canonical form: the order of properties is that in which the model writes them.
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
