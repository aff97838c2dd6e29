import { findOwn } from "../../internal/find-own.js";

/**
 * How to change an answer under a lowered schema back to the author's form: plain JSON, made by
 * `planRestore` and applied by `restore`. Values that a plan does not mention stay as they are. So do
 * values without the lowered form, so an answer in the author's own form passes unchanged.
 *
 * A plan may have keys for objects and keys for arrays, for a union of both.
 */
export interface RestorePlan {
  /** Instead of all other keys: the plan with this name in {@link defs} of the root. */
  readonly ref?: string;
  /**
   * An object with one of these as its only property stands for that property's value. The rest of the plan
   * is for all other values.
   */
  readonly unwrap?: Readonly<Record<string, RestorePlan>>;
  /** Properties that are absent if they are `null`. */
  readonly absent?: readonly string[];
  /** The plans of properties. */
  readonly properties?: Readonly<Record<string, RestorePlan>>;
  /** The plans of objects that the text of a property tells apart. */
  readonly cases?: RestoreCases;
  /** An object with numbered properties stands for an array. The plans of its elements, by number. */
  readonly tuple?: Readonly<Record<string, RestorePlan>>;
  /** Together with {@link tuple}: the plan of the elements in the property {@link restKey}. */
  readonly rest?: RestorePlan;
  /** An array of `{ key, value }` stands for an object. The plan of the values. */
  readonly entries?: RestorePlan;
  /** The plan of the elements of an array. */
  readonly items?: RestorePlan;
  /** Only at the root: plans that are used more than once, or that contain themselves. */
  readonly defs?: Readonly<Record<string, RestorePlan>>;
}

/** The plans of objects that a property tells apart. */
export interface RestoreCases {
  readonly property: string;
  /** By the property's value. */
  readonly plans: Readonly<Record<string, RestorePlan>>;
  /** For every other value, and without the property. */
  readonly otherwise: RestorePlan;
}

/** The property of a lowered tuple that holds the elements after the numbered ones. */
export const restKey = "rest";

/** Follows a reference. */
export function resolvePlan(plan: RestorePlan, root: RestorePlan): RestorePlan {
  const { ref } = plan;
  return ref === undefined ? plan : (findOwn(root.defs, ref) ?? {});
}

/**
 * The plan of a value that could be wrapped, but is not: the plan for such values, or the only wrapped plan
 * if there is one.
 */
export function unwrappedPlan(plan: RestorePlan, root: RestorePlan): RestorePlan {
  if (plan.unwrap === undefined) return plan;
  const { unwrap: _, defs: __, ...bare } = plan;
  if (Object.keys(bare).length > 0) return bare;
  const [only, another] = Object.values(plan.unwrap);
  const inner = only !== undefined && another === undefined ? resolvePlan(only, root) : {};
  return inner.unwrap === undefined ? inner : {};
}

/** The plan of an object with known properties, where a property tells objects apart. */
export function chosenPlan(
  plan: RestorePlan,
  root: RestorePlan,
  textOf: (property: string) => unknown,
): RestorePlan {
  let chosen = plan;
  while (chosen.cases !== undefined) {
    const { property, plans, otherwise } = chosen.cases;
    const text = textOf(property);
    const found = typeof text === "string" ? findOwn(plans, text) : undefined;
    chosen = resolvePlan(found ?? otherwise, root);
  }
  return chosen;
}
