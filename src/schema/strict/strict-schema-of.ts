import type { JsonObject } from "../../internal/json.js";
import type { LoweredSchema } from "../../model/lowered-schema.js";
import type { StrictDialect } from "./dialect.js";
import { findUnenforceable, type Unenforceable } from "./find-unenforceable.js";
import { findExcess, type Excess } from "./find-excess.js";
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

/** A schema in a dialect, with all that keeps its provider from enforcing it. */
export interface StrictForm extends StrictSchema {
  readonly unenforceable: readonly Unenforceable[];
  /** What it has too much of. */
  readonly excess: readonly Excess[];
}

/**
 * A schema as a dialect takes it: what the build froze, or else lowered here (a plain call, or a model of
 * another provider that a call asked for).
 */
export function strictSchemaOf(
  { schema, lowered }: FrozenSchema,
  dialect: StrictDialect,
): StrictSchema {
  const frozen = lowered?.find(({ dialects }) => dialects.includes(dialect.name));
  if (frozen) return { schema: frozen.schema ?? schema, enforced: frozen.enforced ?? true };
  return toStrict(schema, dialect);
}

const known = new WeakMap<StrictDialect, WeakMap<JsonObject, StrictForm>>();

/** Lowers an author's schema, once for each schema object. */
export function toStrict(author: JsonObject, dialect: StrictDialect): StrictForm {
  let ofDialect = known.get(dialect);
  if (ofDialect === undefined) known.set(dialect, (ofDialect = new WeakMap()));
  let made = ofDialect.get(author);
  if (made === undefined) {
    const schema = lowerSchema(author, dialect);
    const unenforceable = findUnenforceable(author, dialect);
    const excess = findExcess(schema, dialect);
    const enforced = unenforceable.length + excess.length === 0;
    ofDialect.set(author, (made = { schema, enforced, unenforceable, excess }));
  }
  return made;
}

/** What is to be undone in an answer to a schema; `undefined` for nothing. */
export function restorePlanOf({ schema, lowered, restore }: FrozenSchema): RestorePlan | undefined {
  return lowered === undefined ? planRestore(schema) : restore;
}
