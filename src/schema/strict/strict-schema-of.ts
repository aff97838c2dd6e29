import type { JsonObject } from "../../internal/json.js";
import type { LoweredSchema } from "../../model/lowered-schema.js";
import type { StrictDialect } from "./dialect.js";
import { findUnenforceable, type Unenforceable } from "./find-unenforceable.js";
import { findExcess, type Excess } from "./find-excess.js";
import { lowerSchema } from "./lower-schema.js";
import { planRestore } from "./plan-restore.js";
import type { RestorePlan } from "./restore-plan.js";

/** An author's schema, with what a build made from it. */
export interface FrozenSchema {
  /** JSON Schema (draft 2020-12). */
  readonly schema: JsonObject;
  /** By dialect. Absent if nothing was made in advance. */
  readonly lowered?: readonly LoweredSchema[];
  /**
   * The plan for changing an answer back. If it is absent and {@link lowered} is not, nothing must change.
   */
  readonly restore?: RestorePlan;
}

/** A schema in a dialect. */
export interface StrictSchema {
  readonly schema: JsonObject;
  /** Whether the provider can enforce it. If not, it is lowered as closely as possible. */
  readonly enforced: boolean;
}

/** A schema in a dialect, with everything that keeps its provider from enforcing it. */
export interface StrictForm extends StrictSchema {
  readonly unenforceable: readonly Unenforceable[];
  /** The limits that it exceeds. */
  readonly excess: readonly Excess[];
}

/**
 * A schema in a dialect: made by the build, or lowered here (for a plain call, or a call that chooses a
 * model of another provider).
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

/** The plan for changing an answer to a schema back; `undefined` if nothing must change. */
export function restorePlanOf({ schema, lowered, restore }: FrozenSchema): RestorePlan | undefined {
  return lowered === undefined ? planRestore(schema) : restore;
}
