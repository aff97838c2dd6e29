import type { JsonObject } from "../../internal/json.js";
import type { LoweredSchema } from "../../model/lowered-schema.js";
import type { StrictDialect } from "./dialect.js";
import { findUnenforceable } from "./find-unenforceable.js";
import { findExcess } from "./find-excess.js";
import { lowerSchema } from "./lower-schema.js";
import { planRestore } from "./plan-restore.js";
import type { RestorePlan } from "./restore-plan.js";

/** An author's schema, with what a build made of it. */
export interface FrozenSchema {
  /** JSON Schema (draft 2020-12). */
  readonly schema: JsonObject;
  /** By dialect. Absent: nothing was made in advance. */
  readonly lowered?: readonly LoweredSchema[];
  /** What is to be undone in an answer. Absent beside {@link lowered}: nothing. */
  readonly restore?: RestorePlan;
}

/** A schema in a dialect. */
export interface StrictSchema {
  readonly schema: JsonObject;
  /** Whether the provider can enforce it. Where it cannot, it is as near as it goes. */
  readonly enforced: boolean;
}

const known = new WeakMap<StrictDialect, WeakMap<JsonObject, StrictSchema>>();

/**
 * A schema as a dialect takes it: what the build froze, or else lowered here, once for each schema object
 * (a plain call, or a model of another provider that a call asked for).
 */
export function strictSchemaOf(
  { schema, lowered }: FrozenSchema,
  dialect: StrictDialect,
): StrictSchema {
  const frozen = lowered?.find(({ dialects }) => dialects.includes(dialect.name));
  if (frozen) return { schema: frozen.schema ?? schema, enforced: frozen.enforced ?? true };
  let ofDialect = known.get(dialect);
  if (ofDialect === undefined) known.set(dialect, (ofDialect = new WeakMap()));
  let made = ofDialect.get(schema);
  if (made === undefined) ofDialect.set(schema, (made = toStrict(schema, dialect)));
  return made;
}

/** A schema in a dialect, and whether it is enforced. */
export function toStrict(author: JsonObject, dialect: StrictDialect): StrictSchema {
  const { schema } = lowerSchema(author, dialect);
  const enforced =
    findUnenforceable(author, dialect).length === 0 && findExcess(schema, dialect).length === 0;
  return { schema, enforced };
}

/** What is to be undone in an answer to a schema; `undefined` for nothing. */
export function restorePlanOf({ schema, lowered, restore }: FrozenSchema): RestorePlan | undefined {
  return lowered === undefined ? planRestore(schema) : restore;
}
