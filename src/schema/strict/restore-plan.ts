import { findOwn } from "../../internal/find-own.js";

/**
 * What is to be undone in an answer that a model gave under a lowered schema: plain JSON, made by
 * `planRestore` and followed by `restore`. What a plan says nothing of stays as it is, and so does
 * a value that does not have the form to be undone: an answer in the author's own form passes.
 *
 * Keys that speak of objects and keys that speak of arrays may stand together, for a union of both.
 */
export interface RestorePlan {
  /** Instead of all others: the plan of this name in {@link defs} of the root. */
  readonly ref?: string;
  /**
   * An object with one of these as its only property stands for that property's value. What else the plan
   * says is of values that do not.
   */
  readonly unwrap?: Readonly<Record<string, RestorePlan>>;
  /** Properties of which `null` means that they are absent. */
  readonly absent?: readonly string[];
  /** What is to be undone within properties. */
  readonly properties?: Readonly<Record<string, RestorePlan>>;
  /** Objects are told apart by the text of a property, where their plans differ. */
  readonly cases?: RestoreCases;
  /** An object of numbered properties stands for an array; what is to be undone within each, by number. */
  readonly tuple?: Readonly<Record<string, RestorePlan>>;
  /** Beside {@link tuple}: within the elements of the property {@link restKey}. */
  readonly rest?: RestorePlan;
  /** An array of `{ key, value }` stands for an object. What is to be undone within the values. */
  readonly entries?: RestorePlan;
  /** What is to be undone within the elements of an array. */
  readonly items?: RestorePlan;
  /** Only at the root: plans that are used more than once, or by themselves. */
  readonly defs?: Readonly<Record<string, RestorePlan>>;
}

/** The plans of objects that are told apart by a property. */
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
 * The plan of a value that is not wrapped, where it may be: what is said of such values, or the one thing that
 * can be wrapped, if it is one.
 */
export function unwrappedPlan(plan: RestorePlan, root: RestorePlan): RestorePlan {
  if (plan.unwrap === undefined) return plan;
  const { unwrap: _, defs: __, ...bare } = plan;
  if (Object.keys(bare).length > 0) return bare;
  const [only, another] = Object.values(plan.unwrap);
  const inner = only !== undefined && another === undefined ? resolvePlan(only, root) : {};
  return inner.unwrap === undefined ? inner : {};
}

/** The plan of an object that has its properties, where objects are told apart. */
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
